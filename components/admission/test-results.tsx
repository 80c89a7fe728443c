import { Ban, CircleCheck, CircleSlash, type LucideIcon, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Judged, TestedObject } from "../../server/admission/schema.ts";
import { cn } from "../ui/class-names.ts";
import { ruleHref } from "./admission-hrefs.ts";

const outcomes: Record<TestedObject["outcome"], readonly [string, LucideIcon, string]> = {
  allowed: ["Allowed", CircleCheck, "text-healthy"],
  warned: ["Allowed with a warning", TriangleAlert, "text-degraded"],
  denied: ["Denied", Ban, "text-offline"],
  skipped: ["Not asked", CircleSlash, "text-ink-muted"],
};

/** What becomes of each object, and why, rule by rule. */
export function TestResults({ objects }: { objects: readonly TestedObject[] }) {
  return (
    <ul aria-label="Results" className="grid gap-3">
      {objects.map((object) => (
        <ObjectResult key={`${object.line} ${object.kind} ${object.name}`} object={object} />
      ))}
    </ul>
  );
}

function ObjectResult({ object }: { object: TestedObject }) {
  const { kind, name, namespace, line, outcome, skipped, rules } = object;
  const [word, Icon, color] = outcomes[outcome];
  return (
    <li className="min-w-0 rounded-lg border">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-3.5 py-2.5">
        <p className="min-w-0 break-words font-medium">
          {kind} {namespace && `${namespace}/`}
          {name || "without a name"}
          <span className="ml-2 font-normal text-ink-muted text-xs">line {line}</span>
        </p>
        <p className={cn("inline-flex items-center gap-1.5 font-medium", color)}>
          <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.5} />
          {word}
        </p>
      </div>
      {skipped && <p className="border-t px-3.5 py-2 text-ink-muted">{skipped}</p>}
      {!skipped && rules.length === 0 && (
        <p className="border-t px-3.5 py-2 text-ink-muted">No rule is asked here.</p>
      )}
      {rules.length > 0 && (
        <ul className="divide-y border-t">
          {rules.map((rule) => (
            <RuleResult key={rule.ruleId ?? "draft"} rule={rule} />
          ))}
        </ul>
      )}
    </li>
  );
}

const results = {
  passes: ["passes", CircleCheck, "text-healthy"],
  error: ["cannot be evaluated", TriangleAlert, "text-stale"],
} as const;
const violations = {
  deny: ["denies", Ban, "text-offline"],
  warn: ["warns", TriangleAlert, "text-degraded"],
} as const;

function RuleResult({ rule }: { rule: Judged }) {
  const { ruleId, name, action, result, message } = rule;
  const [word, Icon, color] = result === "violates" ? violations[action] : results[result];
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 px-3.5 py-2">
      <Icon aria-hidden className={cn("mt-0.5 size-4", color)} />
      <div className="min-w-0">
        <p className="break-words">
          {ruleId ? (
            <Link href={ruleHref(ruleId)} className="font-medium hover:underline">
              {name}
            </Link>
          ) : (
            <span className="font-medium">{name}</span>
          )}{" "}
          <span className="text-ink-muted">{word}</span>
        </p>
        {message && <p className="break-words text-ink-muted">{message}</p>}
      </div>
    </li>
  );
}
