"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ShieldX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useMemo } from "react";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { LeaveGuardProvider } from "../settings/leave-guard.tsx";
import { useMay } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AdmissionBreadcrumb } from "./breadcrumb.tsx";
import { RuleForm } from "./rule-form.tsx";
import { newRule } from "./rule-values.ts";
import { TemplateGallery } from "./template-gallery.tsx";
import { toastSaved } from "./toast-saved.ts";

/** First what to begin with, then the editor; the address holds the choice, so Back leads back. */
export function NewRuleScreen() {
  const [template] = useQueryState("template");
  const mayChange = useMay("administer");
  return (
    <LeaveGuardProvider>
      <AdmissionBreadcrumb here="New rule" />
      <PageHeader
        title="New rule"
        help={{ page: "admission", heading: "how-a-rule-is-written" }}
        description={
          template === null
            ? "Begin with a template, or write an expression."
            : "Nothing is checked before it is saved."
        }
      />
      {!mayChange && (
        <EmptyState icon={ShieldX} title="Writing rules takes the administrator role">
          You can read them, and try them on manifests of your own.
        </EmptyState>
      )}
      {mayChange && template === null && <TemplateGallery />}
      {mayChange && template !== null && <Editor templateId={template} />}
    </LeaveGuardProvider>
  );
}

function Editor({ templateId }: { templateId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const readAgain = useReadAgain();
  const templates = useQuery(trpc.admission.templates.queryOptions());
  const create = useMutation(
    trpc.admission.rules.create.mutationOptions({
      onSuccess: (saved) => {
        readAgain("admission");
        readAgain("audit");
        toastSaved(saved);
        router.push("/admission");
      },
    }),
  );
  const template = templates.data?.items.find(({ id }) => id === templateId) ?? null;
  const values = useMemo(() => newRule(template), [template]);
  if (templates.isPending) return <Skeleton className="h-96 rounded-xl" />;
  if (!templates.data) {
    return (
      <FailedState
        what="The templates"
        error={templates.error}
        onRetry={() => templates.refetch()}
      />
    );
  }
  return (
    <RuleForm
      key={templateId}
      values={values}
      before={null}
      action="Save rule"
      save={create}
      onSave={(draft, saved) => create.mutate(draft, { onSuccess: saved })}
    />
  );
}
