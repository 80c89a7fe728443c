"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm } from "react-hook-form";
import { spanOfTime } from "../../server/duration.ts";
import { Settings } from "../../server/settings/schema.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { TagInput } from "../sensors/tag-input.tsx";
import { TagList } from "../sensors/tag-list.tsx";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { LastChanged } from "./last-changed.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

const lifetimes = [
  ["oneTimeTtlSeconds", "One-time tokens", "For one host, usually right now."],
  ["batchTtlSeconds", "Batch tokens", "For a launch of many hosts."],
  ["clusterTtlSeconds", "Cluster tokens", "Nodes come and go for as long as the cluster lives."],
] as const;

export function EnrollmentSection() {
  return <WithSettings>{(settings) => <EnrollmentForm settings={settings} />}</WithSettings>;
}

function EnrollmentForm({ settings }: { settings: Settings }) {
  const { enrollment } = settings;
  const save = useSaveSettings("Enrollment");
  const { control, handleSubmit, reset, formState, setError, clearErrors } = useForm({
    resolver: zodResolver(Settings.shape.enrollment, { error: plainProblem }),
    values: enrollment,
  });
  const facts = [
    ...lifetimes.map(([name, label]) => ({ label, value: spanOfTime(enrollment[name]) })),
    {
      label: "Default tags",
      value: enrollment.defaultTags.length ? <TagList tags={enrollment.defaultTags} /> : "none",
    },
  ];
  return (
    <Section
      title="Enrollment"
      description="What new tokens get unless their dialog, or the script that makes them, says otherwise."
      help={{ page: "settings", heading: "enrollment" }}
      footer={<LastChanged section="enrollment" />}
    >
      <SettingsForm
        onSubmit={handleSubmit((values) => save.mutate({ enrollment: values }))}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
        facts={facts}
      >
        <div className="grid gap-5 md:grid-cols-2">
          {lifetimes.map(([name, label, hint]) => (
            <Controller
              key={name}
              name={name}
              control={control}
              render={({ field, fieldState }) => (
                <Field
                  label={`${label} are valid for`}
                  hint={hint}
                  error={fieldState.error?.message}
                >
                  {(id) => (
                    <DurationInput control={id} seconds={field.value} onChange={field.onChange} />
                  )}
                </Field>
              )}
            />
          ))}
        </div>
        <Controller
          name="defaultTags"
          control={control}
          render={({ field, fieldState }) => (
            <Field
              label="Default tags"
              hint="Every sensor of a new token starts with these. Tokens that exist keep theirs."
              error={fieldState.error?.message}
            >
              {(id) => (
                <TagInput
                  control={id}
                  tags={field.value}
                  onChange={field.onChange}
                  onProblem={(problem) =>
                    problem
                      ? setError("defaultTags", { message: problem })
                      : clearErrors("defaultTags")
                  }
                />
              )}
            </Field>
          )}
        />
      </SettingsForm>
    </Section>
  );
}
