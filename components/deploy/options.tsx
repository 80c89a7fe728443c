"use client";
import { useId, useState } from "react";
import type { Settings } from "../../server/settings/schema.ts";
import { TagInput } from "../sensors/tag-input.tsx";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import type { Choice, Problems } from "./choice.ts";
import type { DeployChange } from "./deploy-params.ts";
import { EphemeralChoice } from "./ephemeral-choice.tsx";
import { FlavorChoice } from "./flavor-choice.tsx";
import { NamingField } from "./naming-field.tsx";

interface OptionsProps {
  settings: Settings | undefined;
  choice: Choice;
  problems: Problems;
  onChange: (change: DeployChange) => void;
}

/** What the sensors are called and carry, and whom their token admits. */
export function Options({ settings, choice, problems, onChange }: OptionsProps) {
  const [tagProblem, setTagProblem] = useState<string | null>(null);
  return (
    <div className="grid gap-6">
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
        <NamingField choice={choice} problems={problems} onChange={onChange} />
        <Field label="Tags" hint="Every sensor starts with these." error={tagProblem ?? undefined}>
          {(field) => (
            <TagInput
              control={field}
              tags={choice.tags}
              onChange={(tag) => onChange({ tag })}
              onProblem={setTagProblem}
            />
          )}
        </Field>
        <Field label="Role" error={problems.role}>
          {(field) => (
            <Input
              {...field}
              value={choice.role}
              autoCapitalize="none"
              autoComplete="off"
              onChange={({ target }) => onChange({ role: target.value })}
            />
          )}
        </Field>
        <FlavorChoice flavor={choice.flavor} onChange={onChange} />
        <EphemeralChoice
          choice={choice}
          problems={problems}
          removeAfterDefault={settings?.removal.defaultAfterSeconds}
          onChange={onChange}
        />
      </div>
      <TokenOptions
        choice={choice}
        problems={problems}
        onChange={onChange}
        ttlDefault={
          settings?.enrollment[choice.uses === "1" ? "oneTimeTtlSeconds" : "batchTtlSeconds"]
        }
      />
    </div>
  );
}

interface TokenOptionsProps extends Omit<OptionsProps, "settings"> {
  ttlDefault: number | undefined;
}

function TokenOptions({ choice, problems, onChange, ttlDefault }: TokenOptionsProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t pt-4 lg:grid-cols-2 lg:gap-x-6">
      <div className="lg:col-span-2">
        <h3 id={id} className="font-medium">
          Enrollment token
        </h3>
        <p className="text-ink-muted text-xs">
          It fixes role, tags and lifetime for everything that enrolls with it.
        </p>
      </div>
      <Field
        label="Sensors expected"
        hint={choice.uses === "1" ? "A one-time token." : "A batch token for so many sensors."}
        error={problems.uses}
      >
        {(field) => (
          <Input
            {...field}
            type="number"
            min={1}
            max={1_000_000}
            className="w-28"
            value={choice.uses}
            onChange={({ target }) => onChange({ uses: target.value })}
          />
        )}
      </Field>
      <Field label="Valid for" error={problems.ttlSeconds}>
        {(field) => (
          <DurationInput
            control={field}
            seconds={(choice.ttlSeconds ?? ttlDefault) || undefined}
            onChange={(seconds) => onChange({ ttl: seconds ?? 0 })}
          />
        )}
      </Field>
    </section>
  );
}
