"use client";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { SecretOnce } from "../ui/secret-once.tsx";
import { KeyForm } from "./key-form.tsx";

/** Asks what the key shall be for, then shows it, once. */
export function CreateApiKeyDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({ onSuccess: () => readAgain("apiKeys") }),
  );
  const formId = useId();
  if (create.data) {
    return (
      <SecretOnce
        title="API key created"
        label="API key"
        value={create.data.key}
        hint="The key is shown this once; only its hash is kept."
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Create API key"
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={create.isPending}>
              Create key
            </Button>
          </>
        }
      >
        <KeyForm
          id={formId}
          problem={create.error ? problemText(create.error) : undefined}
          onSubmit={(input) => create.mutate(input)}
        />
      </DialogContent>
    </Dialog>
  );
}
