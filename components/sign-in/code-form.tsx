"use client";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { hasToStartAgain, proveCode } from "./calls.ts";

interface CodeFormProps {
  onSignedIn: () => void;
  /** Back to the password, and why. */
  onStartAgain: (why: string | null) => void;
}

const kinds = {
  totp: { label: "Code from your authenticator app", other: "Use a backup code" },
  "backup-code": { label: "Backup code", other: "Use the authenticator app" },
} as const;

/** The second step of signing in. */
export function CodeForm({ onSignedIn, onStartAgain }: CodeFormProps) {
  const [kind, setKind] = useState<keyof typeof kinds>("totp");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isPending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === "") return setProblem("The code.");
    setPending(true);
    try {
      await proveCode(kind === "totp" ? code.replaceAll(/\s/g, "") : code.trim(), kind);
      onSignedIn();
    } catch (error) {
      const why = error instanceof Error ? error.message : "It failed.";
      if (hasToStartAgain(error)) return onStartAgain(why);
      setProblem(why);
      setCode("");
      setPending(false);
    }
  };
  const change = () => {
    setKind(kind === "totp" ? "backup-code" : "totp");
    setCode("");
    setProblem(undefined);
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field key={kind} label={kinds[kind].label} error={problem}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            inputMode={kind === "totp" ? "numeric" : "text"}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono tracking-widest"
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="w-full" pending={isPending}>
        Verify
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="link" size="inline" onClick={change}>
          {kinds[kind].other}
        </Button>
        <Button variant="link" size="inline" onClick={() => onStartAgain(null)}>
          Back
        </Button>
      </div>
    </form>
  );
}
