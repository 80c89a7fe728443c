"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { WebhookView } from "../../server/alerts/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface DeleteWebhookDialogProps {
  webhook: WebhookView;
  onClose: () => void;
}

export function DeleteWebhookDialog({ webhook, onClose }: DeleteWebhookDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const remove = useMutation(
    trpc.webhooks.delete.mutationOptions({
      onSuccess: () => {
        readAgain("webhooks");
        toast.success(`Deleted ${webhook.name}`);
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Delete ${webhook.name}?`}
      action="Delete webhook"
      problem={remove.error ? problemText(remove.error) : undefined}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ id: webhook.id })}
      onClose={onClose}
    >
      <p>
        What was still to be delivered to {webhook.host} is dropped, and its delivery log goes with
        it. Turning it off keeps both.
      </p>
    </ConfirmDialog>
  );
}
