"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { Settings } from "../../server/settings/schema.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

const fields = [
  ["metricsDays", "Kernel counters, days", "The history behind the charts. 1–365."],
  [
    "departedDays",
    "Departed sensors, days",
    "After that their records are purged for good, unless they are held. 1–3650.",
  ],
  ["auditDays", "Audit entries, days", "30–3650."],
] as const;

export function RetentionSection() {
  return <WithSettings>{(settings) => <RetentionForm settings={settings} />}</WithSettings>;
}

function RetentionForm({ settings }: { settings: Settings }) {
  const save = useSaveSettings("Retention");
  const { register, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.retention, { error: plainProblem }),
    values: settings.retention,
  });
  return (
    <Section title="Retention" description="How long the Console keeps what it records.">
      <SettingsForm
        onSubmit={handleSubmit((retention) => save.mutate({ retention }))}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
      >
        {fields.map(([name, label, hint]) => (
          <Field key={name} label={label} hint={hint} error={formState.errors[name]?.message}>
            {(id) => (
              <Input
                {...id}
                type="number"
                className="w-28"
                {...register(name, { valueAsNumber: true })}
              />
            )}
          </Field>
        ))}
      </SettingsForm>
    </Section>
  );
}
