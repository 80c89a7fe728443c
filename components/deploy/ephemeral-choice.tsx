"use client";
import { useId } from "react";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Switch } from "../ui/switch.tsx";
import type { Choice, Problems } from "./choice.ts";
import type { DeployChange } from "./deploy-params.ts";
import { kindTraits } from "./kinds.ts";

interface EphemeralChoiceProps {
  choice: Choice;
  problems: Problems;
  /** The Console's setting; undefined while it is not known. */
  removeAfterDefault: number | undefined;
  onChange: (change: DeployChange) => void;
}

const hint = ({ kind }: Choice): string =>
  kindTraits[kind].ephemeral === "always"
    ? "What is only in memory leaves when its process ends, or after silence."
    : "For machines that come and go: removed when they say goodbye, or after silence.";

/** Whether the sensors leave by themselves, and how long after their last heartbeat. */
export function EphemeralChoice(props: EphemeralChoiceProps) {
  const { choice, problems, removeAfterDefault, onChange } = props;
  const id = useId();
  const shown = choice.removeAfterSeconds ?? removeAfterDefault;
  return (
    <>
      <div className="flex items-start gap-3 lg:col-start-1 lg:pt-6">
        <Switch
          id={id}
          checked={choice.ephemeral}
          disabled={kindTraits[choice.kind].ephemeral === "always"}
          onCheckedChange={(ephemeral) => onChange({ ephemeral })}
          aria-describedby={`${id}-hint`}
        />
        <div>
          <label htmlFor={id} className="font-medium text-[0.8125rem]">
            Ephemeral
          </label>
          <p id={`${id}-hint`} className="text-ink-muted text-xs">
            {hint(choice)}
          </p>
        </div>
      </div>
      {choice.ephemeral && (
        <Field label="Remove after silence of" error={problems.removeAfterSeconds}>
          {(field) => (
            <DurationInput
              control={field}
              seconds={shown || undefined}
              onChange={(seconds) => onChange({ removeAfter: seconds ?? 0 })}
            />
          )}
        </Field>
      )}
    </>
  );
}
