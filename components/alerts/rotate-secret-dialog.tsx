"use client";
import { useMutation } from "@tanstack/react-query";
import type { WebhookView } from "../../server/alerts/schema.ts";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { SecretOnce } from "./secret-once.tsx";

interface RotateSecretDialogProps {
  webhook: WebhookView;
  onClose: () => void;
}

export function RotateSecretDialog({ webhook, onClose }: RotateSecretDialogProps) {
  const trpc = useTRPC();
  const rotate = useMutation(trpc.webhooks.rotateSecret.mutationOptions());
  if (rotate.data) {
    return (
      <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
        <DialogContent
          title={`New secret of ${webhook.name}`}
          onInteractOutside={(event) => event.preventDefault()}
          footer={
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          }
        >
          <SecretOnce secret={rotate.data.secret} />
        </DialogContent>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={`New signing secret for ${webhook.name}?`}
      action="Make new secret"
      problem={rotate.error ? problemText(rotate.error) : undefined}
      isPending={rotate.isPending}
      onConfirm={() => rotate.mutate({ id: webhook.id })}
      onClose={onClose}
    >
      <p>
        Messages are signed with it from then on. A receiver that still has the old secret refuses
        them until it gets the new one.
      </p>
    </ConfirmDialog>
  );
}
