"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ListChecks, SearchX, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import type { Rule, RuleDraft } from "../../server/admission/schema.ts";
import { problemCode } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { LeaveGuardProvider } from "../settings/leave-guard.tsx";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ruleDecisionsHref } from "./admission-hrefs.ts";
import { AdmissionBreadcrumb } from "./breadcrumb.tsx";
import { DeleteRuleDialog } from "./delete-rule-dialog.tsx";
import { RuleFacts } from "./rule-facts.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RuleSwitch } from "./rule-switch.tsx";
import { ruleValues } from "./rule-values.ts";
import { toastSaved } from "./toast-saved.ts";

/** One rule: to change, or to read for who may not. */
export function RuleScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const rule = useQuery(trpc.admission.rules.get.queryOptions({ id }));
  const mayChange = useMay("administer");
  if (rule.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (!rule.data) {
    return problemCode(rule.error) === "NotFound" ? (
      <EmptyState
        icon={SearchX}
        title="There is no such rule"
        action={
          <Button asChild>
            <Link href="/admission">All rules</Link>
          </Button>
        }
      >
        It was deleted. What it decided is still under Decisions.
      </EmptyState>
    ) : (
      <FailedState what="The rule" error={rule.error} onRetry={() => rule.refetch()} />
    );
  }
  return (
    <LeaveGuardProvider>
      <AdmissionBreadcrumb here={rule.data.name} />
      <RuleHeader rule={rule.data} />
      {rule.data.lastError && (
        <Notice tone="warning" title="It could not be evaluated" className="mb-4">
          <RelativeTime at={rule.data.lastError.at} />: {rule.data.lastError.message}
        </Notice>
      )}
      {mayChange ? <Editor rule={rule.data} /> : <RuleFacts rule={rule.data} />}
    </LeaveGuardProvider>
  );
}

function RuleHeader({ rule }: { rule: Rule }) {
  const router = useRouter();
  const mayChange = useMay("administer");
  const [isDeleting, setDeleting] = useState(false);
  return (
    <PageHeader
      title={<span className="break-words">{rule.name}</span>}
      help={{ page: "admission", heading: "how-a-rule-is-written" }}
      description={
        <>
          Changed <RelativeTime at={rule.updatedAt} /> by {rule.updatedBy}
        </>
      }
      actions={
        <>
          <span className="mr-1 inline-flex items-center gap-2">
            {mayChange && (
              <span aria-hidden className="text-ink-muted">
                {rule.enabled ? "On" : "Off"}
              </span>
            )}
            <RuleSwitch rule={rule} />
          </span>
          <Button asChild>
            <Link href={ruleDecisionsHref(rule.id)}>
              <ListChecks aria-hidden />
              Decisions
            </Link>
          </Button>
          {mayChange && (
            <Button variant="danger-outline" onClick={() => setDeleting(true)}>
              <Trash2 aria-hidden />
              Delete
            </Button>
          )}
          {isDeleting && (
            <DeleteRuleDialog
              rule={rule}
              onDeleted={() => router.push("/admission")}
              onClose={() => setDeleting(false)}
            />
          )}
        </>
      }
    />
  );
}

function Editor({ rule }: { rule: Rule }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const update = useMutation(
    trpc.admission.rules.update.mutationOptions({
      onSuccess: (saved) => toastSaved(saved),
      onSettled: () => {
        readAgain("admission");
        readAgain("audit");
      },
    }),
  );
  const values = useMemo(() => ruleValues(rule), [rule]);
  const write = ({ enabled: _, ...draft }: RuleDraft, saved: () => void) =>
    update.mutate(
      { ...draft, id: rule.id, expectedUpdatedAt: rule.updatedAt },
      { onSuccess: saved },
    );
  return <RuleForm {...{ values }} before={rule} action="Save" save={update} onSave={write} />;
}
