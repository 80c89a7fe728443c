"use client";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { CreatedDialog } from "./created-dialog.tsx";
import { TokenForm } from "./token-form.tsx";

/** Asks what the token shall allow, then shows its secret, once, with the command that uses it. */
export function GenerateTokenDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const formId = useId();
  const create = useMutation(
    trpc.tokens.create.mutationOptions({ onSuccess: () => readAgain("tokens") }),
  );
  const tokens = create.data?.tokens;
  if (tokens) {
    const title =
      tokens.length === 1 ? "Deploy with this token" : `${tokens.length} tokens generated`;
    return <CreatedDialog title={title} tokens={tokens} onClose={onClose} />;
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        className="sm:max-w-xl"
        title="Generate Token"
        description="A host enrolls with a token. What the token fixes, the host cannot override."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={create.isPending}>
              Generate Token
            </Button>
          </>
        }
      >
        {create.error && (
          <Notice tone="danger" role="alert" title="No token was generated" className="mb-4">
            {problemText(create.error)}
          </Notice>
        )}
        <TokenForm id={formId} onSubmit={(input) => create.mutate(input)} />
      </DialogContent>
    </Dialog>
  );
}
