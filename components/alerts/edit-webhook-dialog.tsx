"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toast } from "sonner";
import type { WebhookView } from "../../server/alerts/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { AlertChoice } from "./alert-choice.tsx";

interface EditWebhookDialogProps {
  webhook: WebhookView;
  onClose: () => void;
}

/** Name and alerts. URL and format make a webhook what it is: for others, add another. */
export function EditWebhookDialog({ webhook, onClose }: EditWebhookDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const [name, setName] = useState(webhook.name);
  const [alerts, setAlerts] = useState(webhook.alerts);
  const [isTried, setTried] = useState(false);
  const formId = useId();
  const update = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: () => {
        readAgain("webhooks");
        toast.success(`Changed ${name.trim()}`);
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && alerts.length > 0) update.mutate({ id: webhook.id, name, alerts });
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`Edit ${webhook.name}`}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={update.isPending}>
              Save
            </Button>
          </>
        }
      >
        <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
          {update.error && (
            <Notice tone="danger" role="alert" title="Not changed">
              {problemText(update.error)}
            </Notice>
          )}
          <Field
            label="Name"
            error={isTried && !name.trim() ? "A webhook needs a name." : undefined}
          >
            {(field) => (
              <Input
                {...field}
                value={name}
                maxLength={100}
                autoComplete="off"
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <AlertChoice
            chosen={alerts}
            onChoose={setAlerts}
            error={isTried && alerts.length === 0 ? "Choose at least one." : undefined}
          />
        </form>
      </DialogContent>
    </Dialog>
  );
}
