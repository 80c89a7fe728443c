"use client";
import { useId } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import type { CreateTokens } from "../../server/tokens/schema.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Switch } from "../ui/switch.tsx";
import type { TokenValues } from "./token-values.ts";

const removeAfterDefault = 1800;

interface EphemeralFieldsProps {
  form: UseFormReturn<TokenValues, unknown, CreateTokens>;
}

/** Ephemeral sensors leave the list by themselves once they have been silent for a while. */
export function EphemeralFields({ form }: EphemeralFieldsProps) {
  const id = useId();
  const { control, setValue, formState } = form;
  const [ephemeral, removeAfterSeconds] = useWatch({
    control,
    name: ["ephemeral", "removeAfterSeconds"],
  });
  const toggle = (isOn: boolean) => {
    setValue("ephemeral", isOn || undefined);
    setValue("removeAfterSeconds", isOn ? removeAfterDefault : undefined);
  };
  return (
    <div className="grid gap-3 rounded-lg border p-3">
      <div className="flex items-start gap-3">
        <Switch
          id={id}
          checked={ephemeral ?? false}
          onCheckedChange={toggle}
          aria-describedby={`${id}-hint`}
        />
        <div>
          <label htmlFor={id} className="font-medium text-[0.8125rem]">
            Ephemeral
          </label>
          <p id={`${id}-hint`} className="text-ink-muted text-xs">
            For hosts that come and go: sensors are removed at their goodbye, or after silence.
          </p>
        </div>
      </div>
      {ephemeral && (
        <Field label="Remove after silence of" error={formState.errors.removeAfterSeconds?.message}>
          {(field) => (
            <DurationInput
              control={field}
              seconds={removeAfterSeconds}
              onChange={(seconds) =>
                setValue("removeAfterSeconds", seconds, { shouldValidate: true })
              }
            />
          )}
        </Field>
      )}
    </div>
  );
}
