"use client";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { WebhookForm } from "./webhook-form.tsx";

export function AddWebhookDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const create = useMutation(
    trpc.webhooks.create.mutationOptions({
      onSuccess: (_made, { format, name }) => {
        readAgain("webhooks");
        // Slack and Teams verify nothing, so there is nothing to take away.
        if (format === "generic") return;
        toast.success(`Added ${name}. Send it a test.`);
        onClose();
      },
    }),
  );
  const formId = useId();
  const secret = create.data?.secret;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={secret ? "Webhook added" : "Add webhook"}
        onInteractOutside={(event) => secret && event.preventDefault()}
        footer={
          secret ? (
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          ) : (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="primary" type="submit" form={formId} pending={create.isPending}>
                Add webhook
              </Button>
            </>
          )
        }
      >
        {secret ? (
          <SecretOnce secret={secret} />
        ) : (
          <WebhookForm
            id={formId}
            problem={create.error ? problemText(create.error) : undefined}
            onSubmit={(input) => create.mutate(input)}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
