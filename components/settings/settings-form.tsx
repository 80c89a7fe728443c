"use client";
import type { ReactNode } from "react";
import type { ApiError } from "../api/problem.ts";
import { problemText } from "../api/problem.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Notice } from "../ui/notice.tsx";
import { useUnsaved } from "./leave-guard.tsx";

interface SettingsFormProps {
  onSubmit: () => void;
  isDirty: boolean;
  onReset: () => void;
  save: { isPending: boolean; error: ApiError | null };
  /** What who may not change them sees instead of fields. */
  facts: readonly Fact[];
  children: ReactNode;
}

/** Fields of one section with what saves them; who may not change them reads what they hold. */
export function SettingsForm(props: SettingsFormProps) {
  const mayChange = useMay("administer");
  return mayChange ? <Form {...props} /> : <Facts facts={props.facts} />;
}

function Form({ onSubmit, isDirty, onReset, save, children }: SettingsFormProps) {
  useUnsaved(isDirty && !save.isPending);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {save.error && (
        <Notice tone="danger" role="alert" title="Not saved">
          {problemText(save.error)}
        </Notice>
      )}
      {children}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" disabled={!isDirty} pending={save.isPending}>
          Save
        </Button>
        {isDirty && (
          <>
            <Button variant="ghost" onClick={onReset}>
              Discard
            </Button>
            <span className="text-ink-muted text-xs">Not saved yet</span>
          </>
        )}
      </div>
    </form>
  );
}
