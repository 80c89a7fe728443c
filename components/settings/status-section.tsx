"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import { degradedAfterSeconds, offlineFactor, type Status } from "../../server/sensors/status.ts";
import { Settings } from "../../server/settings/schema.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { StatusBadge } from "../sensors/status-badge.tsx";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

export function StatusSection() {
  return <WithSettings>{(settings) => <StatusForm settings={settings} />}</WithSettings>;
}

function StatusForm({ settings }: { settings: Settings }) {
  const save = useSaveSettings("Status");
  const { control, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.status, { error: plainProblem }),
    values: settings.status,
  });
  const staleAfterSeconds = useWatch({ control, name: "staleAfterSeconds" });
  return (
    <Section
      title="Status"
      description="How long a sensor may be silent before its status changes."
    >
      <SettingsForm
        onSubmit={handleSubmit((status) => save.mutate({ status }))}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
      >
        <Controller
          name="staleAfterSeconds"
          control={control}
          render={({ field, fieldState }) => (
            <Field label="Stale after" error={fieldState.error?.message}>
              {(id) => (
                <DurationInput control={id} seconds={field.value} onChange={field.onChange} />
              )}
            </Field>
          )}
        />
        {typeof staleAfterSeconds === "number" && (
          <Thresholds staleAfterSeconds={staleAfterSeconds} />
        )}
      </SettingsForm>
    </Section>
  );
}

/** What the number means for each status, while it is being typed. */
function Thresholds({ staleAfterSeconds }: { staleAfterSeconds: number }) {
  const healthyUntil = Math.min(degradedAfterSeconds, staleAfterSeconds);
  const rows: [Status, string][] = [
    ["healthy", `heard within ${healthyUntil} s`],
    ["degraded", `silent for ${healthyUntil} to ${staleAfterSeconds} s`],
    ["stale", `silent for ${staleAfterSeconds} to ${staleAfterSeconds * offlineFactor} s`],
    ["offline", `silent for more than ${staleAfterSeconds * offlineFactor} s`],
  ];
  return (
    <dl className="grid gap-1 rounded-lg bg-sunken px-3.5 py-2.5">
      {rows.map(([status, text]) => (
        <div key={status} className="grid grid-cols-[7rem_1fr]">
          <dt>
            <StatusBadge status={status} />
          </dt>
          <dd className="text-ink-muted">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
