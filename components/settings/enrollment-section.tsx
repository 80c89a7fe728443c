"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import { Settings } from "../../server/settings/schema.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

const fields = [
  ["oneTimeTtlSeconds", "One-time tokens", "For one host, usually right now."],
  ["batchTtlSeconds", "Batch tokens", "For a launch of many hosts."],
  ["clusterTtlSeconds", "Cluster tokens", "Nodes come and go for as long as the cluster lives."],
] as const;

export function EnrollmentSection() {
  return <WithSettings>{(settings) => <EnrollmentForm settings={settings} />}</WithSettings>;
}

function EnrollmentForm({ settings }: { settings: Settings }) {
  const save = useSaveSettings("Enrollment");
  const { control, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.enrollment, { error: plainProblem }),
    values: settings.enrollment,
  });
  return (
    <Section
      title="Enrollment"
      description="How long new tokens are valid unless their dialog says otherwise."
    >
      <SettingsForm
        onSubmit={handleSubmit((enrollment) => save.mutate({ enrollment }))}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
      >
        {fields.map(([name, label, hint]) => (
          <Controller
            key={name}
            name={name}
            control={control}
            render={({ field, fieldState }) => (
              <Field label={label} hint={hint} error={fieldState.error?.message}>
                {(id) => (
                  <DurationInput control={id} seconds={field.value} onChange={field.onChange} />
                )}
              </Field>
            )}
          />
        ))}
      </SettingsForm>
    </Section>
  );
}
