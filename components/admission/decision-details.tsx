import Link from "next/link";
import type { Decision } from "../../server/admission/schema.ts";
import { AbsoluteTime } from "../time/time.tsx";
import { Facts } from "../ui/facts.tsx";
import { ruleHref } from "./admission-hrefs.ts";
import { RuleActionBadge } from "./rule-action.tsx";

/** What each rule said, and who wanted to create what. */
export function DecisionDetails({ decision }: { decision: Decision }) {
  const { at, cluster, namespace, kind, name, user, operation, isDryRun, detail } = decision;
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      <div className="grid content-start gap-3">
        {detail && <p className="break-words text-pretty">{detail}</p>}
        {decision.rules.length > 0 && (
          <ul className="grid gap-3">
            {decision.rules.map((rule) => (
              <RulePart key={rule.id} rule={rule} />
            ))}
          </ul>
        )}
      </div>
      <Facts
        facts={[
          { label: "Time", value: <AbsoluteTime at={at} /> },
          { label: "Cluster", value: cluster },
          { label: "Namespace", value: namespace ?? "–" },
          { label: kind ?? "Object", value: name ?? "–", copy: name ?? undefined },
          { label: "User", value: user ?? "–", copy: user ?? undefined },
          {
            label: "Operation",
            value: operation
              ? `${operation.toLowerCase()}${isDryRun ? ", as a dry run" : ""}`
              : "–",
          },
        ]}
      />
    </div>
  );
}

function RulePart({ rule }: { rule: Decision["rules"][number] }) {
  const { id, name, action, result, message } = rule;
  return (
    <li className="grid gap-0.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <Link href={ruleHref(id)} className="font-medium text-accent hover:underline">
          {name}
        </Link>
        {result === "violates" ? (
          <RuleActionBadge action={action} />
        ) : (
          <span className="text-stale">could not be evaluated</span>
        )}
      </div>
      <p className="break-words text-pretty">{message}</p>
    </li>
  );
}
