"use client";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { PasswordInput } from "../ui/password-input.tsx";

interface PasswordDialogProps {
  title: string;
  action: string;
  isDangerous?: boolean;
  /** Rejects with what to say below the field. */
  ask: (password: string) => Promise<void>;
  children: ReactNode;
  onClose: () => void;
}

/** Asks for one's own password again, before what an open screen must not be enough for. */
export function PasswordDialog(props: PasswordDialogProps) {
  const { title, action, isDangerous = false, ask, children, onClose } = props;
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isPending, setPending] = useState(false);
  const formId = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password === "") return setProblem("Your password.");
    setPending(true);
    await ask(password).catch((error: Error) => setProblem(error.message));
    setPending(false);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={title}
        description={children}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant={isDangerous ? "danger" : "primary"}
              type="submit"
              form={formId}
              pending={isPending}
            >
              {action}
            </Button>
          </>
        }
      >
        <form id={formId} noValidate onSubmit={submit}>
          <Field label="Your password" error={problem}>
            {(control) => (
              <PasswordInput
                {...control}
                autoFocus
                autoComplete="current-password"
                value={password}
                onChange={({ target }) => setPassword(target.value)}
              />
            )}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
