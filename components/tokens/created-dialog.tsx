"use client";
import { type ReactNode, useState } from "react";
import type { CreatedToken } from "../../server/tokens/schema.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { CreatedTokens } from "./created-tokens.tsx";

interface CreatedDialogProps {
  title: string;
  tokens: readonly CreatedToken[];
  /** It takes the place of another. */
  isRotated?: boolean;
  /** Stands above the secrets. */
  children?: ReactNode;
  onClose: () => void;
}

/** Shows secrets the one time that they can be shown. Many of them are not lost by a slip. */
export function CreatedDialog(props: CreatedDialogProps) {
  const { title, tokens, isRotated = false, children, onClose } = props;
  const [isTaken, setTaken] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const close = () => (tokens.length > 1 && !isTaken ? setAsking(true) : onClose());
  if (isAsking) {
    return (
      <ConfirmDialog
        title={`Lose ${tokens.length.toLocaleString("en-US")} tokens?`}
        action="Close and lose them"
        isPending={false}
        onConfirm={onClose}
        onClose={() => setAsking(false)}
      >
        <p>
          They were neither copied nor downloaded, and their secrets are shown nowhere else. The
          tokens themselves stay until they expire.
        </p>
      </ConfirmDialog>
    );
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && close()}>
      <DialogContent
        className="sm:max-w-2xl"
        title={title}
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
        // The secret is gone once this closes: only its own buttons close it.
        onInteractOutside={(event) => event.preventDefault()}
      >
        <div className="grid gap-5">
          {children}
          <CreatedTokens tokens={tokens} isRotated={isRotated} onTaken={() => setTaken(true)} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
