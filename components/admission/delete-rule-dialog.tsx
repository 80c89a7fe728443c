"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { Rule } from "../../server/admission/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSetEnabled } from "./use-set-enabled.ts";

interface DeleteRuleDialogProps {
  rule: Rule;
  onDeleted?: () => void;
  onClose: () => void;
}

/** Asks first, and offers to switch the rule off instead, which takes nothing away. */
export function DeleteRuleDialog({ rule, onDeleted, onClose }: DeleteRuleDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const setEnabled = useSetEnabled();
  const remove = useMutation(
    trpc.admission.rules.delete.mutationOptions({
      onSuccess: () => {
        readAgain("admission");
        readAgain("audit");
        toast.success(`Deleted ${rule.name}`);
        onClose();
        onDeleted?.();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Delete ${rule.name}?`}
      action="Delete rule"
      problem={remove.error ? problemText(remove.error) : undefined}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ id: rule.id })}
      onClose={onClose}
    >
      <p>
        Pods are no longer checked against it, from the next one on. What it decided stays in the
        decisions under its name.
      </p>
      {rule.enabled && (
        <Notice tone="info" title="Only for now?" className="mt-1 text-ink">
          <p>Switched off, it checks nothing and keeps all that you wrote.</p>
          <Button
            size="sm"
            className="mt-2"
            pending={setEnabled.isPending}
            onClick={() =>
              setEnabled.mutate({ id: rule.id, enabled: false }, { onSuccess: onClose })
            }
          >
            Switch off instead
          </Button>
        </Notice>
      )}
    </ConfirmDialog>
  );
}
