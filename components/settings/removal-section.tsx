"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import { spanOfTime } from "../../server/duration.ts";
import { isImplausible, silentMin } from "../../server/lifecycle/breaker.ts";
import { Settings } from "../../server/settings/schema.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { LastChanged } from "./last-changed.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

const durations = {
  defaultAfterSeconds: [
    "Remove ephemeral sensors after",
    "Of silence, where token and install say nothing else. 1 minute to 30 days.",
  ],
  breakerWindowSeconds: ["What counts as together", "15 seconds to 1 hour."],
} as const;

/** When ephemeral sensors are removed by themselves, and when that stops by itself. */
export function RemovalSection() {
  return <WithSettings>{(settings) => <RemovalForm settings={settings} />}</WithSettings>;
}

function RemovalForm({ settings }: { settings: Settings }) {
  const { removal } = settings;
  const save = useSaveSettings("Auto-removal");
  const { control, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.removal, { error: plainProblem }),
    values: removal,
  });
  const duration = (name: keyof typeof durations) => (
    <Controller
      name={name}
      control={control}
      render={({ field, fieldState }) => (
        <Field
          label={durations[name][0]}
          hint={durations[name][1]}
          error={fieldState.error?.message}
        >
          {(id) => <DurationInput control={id} seconds={field.value} onChange={field.onChange} />}
        </Field>
      )}
    />
  );
  const [share, windowSeconds] = useWatch({
    control,
    name: ["breakerShare", "breakerWindowSeconds"],
  });
  return (
    <Section
      title="Auto-removal"
      description="When ephemeral sensors that fell silent are removed, and when that waits for a person."
      help={{ page: "ephemeral-removal" }}
      footer={<LastChanged section="removal" />}
    >
      <SettingsForm
        onSubmit={handleSubmit((removal) => save.mutate({ removal }))}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
        facts={[
          {
            label: durations.defaultAfterSeconds[0],
            value: spanOfTime(removal.defaultAfterSeconds),
          },
          {
            label: "Share that may fall silent",
            value: `${Math.round(removal.breakerShare * 100)} %`,
          },
          {
            label: durations.breakerWindowSeconds[0],
            value: spanOfTime(removal.breakerWindowSeconds),
          },
        ]}
      >
        {duration("defaultAfterSeconds")}
        <Controller
          name="breakerShare"
          control={control}
          render={({ field, fieldState }) => (
            <Field
              label="Share of a pool that may fall silent together, %"
              hint="More than that pauses auto-removal: it is rather a fault than their end. 5–100."
              error={fieldState.error && "A number from 5 to 100."}
            >
              {(id) => (
                <Input
                  {...id}
                  type="number"
                  className="w-28"
                  min={5}
                  max={100}
                  value={Number.isNaN(field.value) ? "" : Math.round(field.value * 100)}
                  onChange={({ target }) => field.onChange(target.valueAsNumber / 100)}
                />
              )}
            </Field>
          )}
        />
        {duration("breakerWindowSeconds")}
        <Breaker share={share} windowSeconds={windowSeconds} />
      </SettingsForm>
    </Section>
  );
}

const exampleSize = 40;

/** What the two numbers mean for a pool, while they are being typed. */
function Breaker({ share, windowSeconds }: { share: number; windowSeconds: number | undefined }) {
  if (!(share >= 0.05 && share <= 1) || !windowSeconds) return null;
  const counts = Array.from({ length: exampleSize }, (_, index) => index + 1);
  const first = counts.find((silent) => isImplausible({ silent, size: exampleSize }, share));
  return (
    <p className="rounded-lg bg-sunken px-3.5 py-2.5 text-ink-muted">
      {first === undefined
        ? `No number of sensors that fall silent pauses the removal of a pool.`
        : `In a pool of ${exampleSize}, ${first} or more that fall silent within ${spanOfTime(windowSeconds)} pause its removal until they are back or an administrator decides. Fewer than ${silentMin} never do.`}{" "}
      After an outage of the Console or a jump of the clock, removal waits in any case until sensors
      had time to report.
    </p>
  );
}
