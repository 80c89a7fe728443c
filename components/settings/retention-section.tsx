"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { type RetentionPreview, Settings } from "../../server/settings/schema.ts";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { LastChanged } from "./last-changed.tsx";
import { lossesOf, RetentionLosses } from "./retention-losses.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

const fields = [
  ["metricsDays", "Kernel counters", "The history behind the charts. 1 to 365 days."],
  [
    "departedDays",
    "Departed sensors",
    "Then their records are purged for good, unless they are held. 1 to 3650 days.",
  ],
  ["attemptsDays", "Failed enrollments", "What tried and never became a sensor. 1 to 90 days."],
  ["decisionsDays", "Admission decisions", "What was denied or warned about. 1 to 365 days."],
  ["auditDays", "Audit entries", "What is left still verifies. 30 to 3650 days."],
] as const;

type Retention = Settings["retention"];

export function RetentionSection() {
  return (
    <WithSettings>{(settings) => <RetentionForm retention={settings.retention} />}</WithSettings>
  );
}

function RetentionForm({ retention }: { retention: Retention }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useSaveSettings("Retention");
  const [asked, setAsked] = useState<{ values: Retention; preview: RetentionPreview } | null>(null);
  const { register, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.retention, { error: plainProblem }),
    values: retention,
  });
  const write = (values: Retention) =>
    save.mutate({ retention: values }, { onSettled: () => setAsked(null) });
  const submit = async (values: Retention) => {
    const isShorter = fields.some(([name]) => values[name] < retention[name]);
    const options = trpc.settings.previewRetention.queryOptions(values, { staleTime: 0 });
    const preview = isShorter ? await queryClient.fetchQuery(options).catch(() => null) : null;
    if (preview && lossesOf(preview).length > 0) setAsked({ values, preview });
    else write(values);
  };
  return (
    <Section
      title="Retention"
      description="How long the Console keeps what it records."
      help={{ page: "settings", heading: "retention" }}
      footer={<LastChanged section="retention" />}
    >
      <SettingsForm
        onSubmit={handleSubmit(submit)}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
        facts={fields.map(([name, label]) => ({ label, value: `${retention[name]} days` }))}
      >
        <div className="grid gap-5 md:grid-cols-2">
          {fields.map(([name, label, hint]) => (
            <Field
              key={name}
              label={`${label}, days`}
              hint={hint}
              error={formState.errors[name]?.message}
            >
              {(id) => (
                <Input
                  {...id}
                  type="number"
                  inputMode="numeric"
                  className="w-28"
                  {...register(name, { valueAsNumber: true })}
                />
              )}
            </Field>
          ))}
        </div>
      </SettingsForm>
      {asked && (
        <ConfirmDialog
          title="Keep less?"
          action="Keep less and purge"
          problem={save.error ? problemText(save.error) : undefined}
          isPending={save.isPending}
          onConfirm={() => write(asked.values)}
          onClose={() => setAsked(null)}
        >
          <p>Within the hour these are deleted, and nothing brings them back:</p>
          <RetentionLosses preview={asked.preview} />
        </ConfirmDialog>
      )}
    </Section>
  );
}
