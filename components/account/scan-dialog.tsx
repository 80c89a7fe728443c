"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { QrCode } from "./qr-code.tsx";
import { confirmTwoFactor } from "./two-factor-calls.ts";

interface ScanDialogProps {
  /** `otpauth://…`, with the key inside. */
  uri: string;
  onConfirmed: () => void;
  onClose: () => void;
}

export function ScanDialog({ uri, onConfirmed, onClose }: ScanDialogProps) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isPending, setPending] = useState(false);
  const formId = useId();
  const key = new URL(uri).searchParams.get("secret") ?? "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    setProblem(undefined);
    await confirmTwoFactor(code.replaceAll(" ", "")).then(onConfirmed, (error: Error) =>
      setProblem(error.message),
    );
    setPending(false);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Scan with your authenticator app"
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={isPending}>
              Turn on
            </Button>
          </>
        }
      >
        <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
          <QrCode value={uri} label="The key, as a QR code" />
          <div>
            <p className="text-ink-muted text-xs">No camera? Type this key into the app:</p>
            <p className="flex items-center gap-1">
              <code className="break-all font-mono text-xs">
                {key.replaceAll(/(.{4})(?=.)/g, "$1 ")}
              </code>
              <CopyButton value={key} label="Copy key" />
            </p>
          </div>
          <Field
            label="Code that the app shows"
            hint="It is asked for at every sign-in from now on."
            error={problem}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={10}
                value={code}
                onChange={({ target }) => setCode(target.value)}
                className="max-w-40 font-mono tracking-widest"
              />
            )}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
