"use client";
import type { RuleDraft } from "../../server/admission/schema.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { listWords } from "./scope-words.ts";

interface EverywhereDialogProps {
  rule: Pick<RuleDraft, "name" | "excludeNamespaces">;
  problem?: string | undefined;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asked before a rule may refuse pods wherever a cluster asks this Console. */
export function EverywhereDialog(props: EverywhereDialogProps) {
  const { rule, problem, isPending, onConfirm, onClose } = props;
  const { name, excludeNamespaces } = rule;
  return (
    <ConfirmDialog
      title="Deny pods everywhere?"
      action="Deny everywhere"
      {...{ problem, isPending, onConfirm, onClose }}
    >
      <p>
        <strong className="font-semibold text-ink">{name}</strong> will refuse pods that violate it
        in every cluster and namespace
        {excludeNamespaces.length > 0
          ? `, except ${listWords(excludeNamespaces)}`
          : ", those of the clusters themselves included"}
        . Pods that run already stay; when one of them is created anew, it is refused.
      </p>
      <p>To see first what it would say, let it warn for a while.</p>
    </ConfirmDialog>
  );
}
