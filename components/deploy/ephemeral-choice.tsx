"use client";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import type { Choice, Problems } from "./choice.ts";
import type { DeployChange } from "./deploy-params.ts";
import { kindTraits } from "./kinds.ts";
import { SwitchField } from "./switch-field.tsx";

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
  const shown = choice.removeAfterSeconds ?? removeAfterDefault;
  return (
    <>
      <SwitchField
        label="Ephemeral"
        hint={hint(choice)}
        checked={choice.ephemeral}
        disabled={kindTraits[choice.kind].ephemeral === "always"}
        onChange={(ephemeral) => onChange({ ephemeral })}
        className="lg:col-start-1 lg:pt-6"
      />
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
