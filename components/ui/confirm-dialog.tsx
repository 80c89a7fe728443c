"use client";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogContent } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";
import { Notice } from "./notice.tsx";

interface ConfirmDialogProps {
  title: string;
  /** What will happen, exactly. */
  children: ReactNode;
  /** The verb and its object, as in "Delete 1,204 sensors". */
  action: string;
  /** What must be typed first, where a click is too little. */
  phrase?: string | undefined;
  /** What it does can be undone, or takes nothing away: no red button. */
  isHarmless?: boolean;
  /** Why the last try was refused. */
  problem?: string | undefined;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that is not lightly undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, phrase, problem, isPending, onConfirm, onClose } = props;
  const variant = props.isHarmless ? "primary" : "danger";
  const [typed, setTyped] = useState("");
  const isConfirmed = phrase === undefined || typed.trim() === phrase;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        role="alertdialog"
        title={title}
        footer={
          <>
            <Button autoFocus={phrase === undefined} onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant={variant}
              pending={isPending}
              disabled={!isConfirmed}
              onClick={onConfirm}
            >
              {action}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {problem && (
            <Notice tone="danger" role="alert">
              {problem}
            </Notice>
          )}
          <div className="grid gap-2 text-ink-muted">{children}</div>
          {phrase !== undefined && (
            <Field
              label={
                <>
                  Type <strong className="font-semibold">{phrase}</strong> to confirm
                </>
              }
            >
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  inputMode={/^\d+$/.test(phrase) ? "numeric" : "text"}
                  value={typed}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => setTyped(event.target.value)}
                  onKeyDown={(event) => {
                    if (event.key === "Enter" && isConfirmed && !isPending) onConfirm();
                  }}
                />
              )}
            </Field>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}
