"use client";
import type { ReactNode } from "react";
import type { ApiError } from "../api/problem.ts";
import { problemText } from "../api/problem.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useUnsaved } from "./leave-guard.tsx";

interface SettingsFormProps {
  onSubmit: () => void;
  isDirty: boolean;
  onReset: () => void;
  save: { isPending: boolean; error: ApiError | null };
  children: ReactNode;
}

/** Fields of one section with what saves them; who may not change them sees them disabled. */
export function SettingsForm({ onSubmit, isDirty, onReset, save, children }: SettingsFormProps) {
  const mayChange = useMay("administer");
  useUnsaved(isDirty);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <fieldset disabled={!mayChange} className="grid gap-4">
        {save.error && (
          <Notice tone="danger" role="alert" title="Not saved">
            {problemText(save.error)}
          </Notice>
        )}
        {children}
        {mayChange && (
          <div className="flex gap-2">
            <Button type="submit" variant="primary" disabled={!isDirty} pending={save.isPending}>
              Save
            </Button>
            {isDirty && (
              <Button variant="ghost" onClick={onReset}>
                Discard
              </Button>
            )}
          </div>
        )}
      </fieldset>
    </form>
  );
}
