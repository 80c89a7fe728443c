"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm, useWatch } from "react-hook-form";
import { spanOfTime } from "../../server/duration.ts";
import { Settings, type StatusPreview } from "../../server/settings/schema.ts";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { LastChanged } from "./last-changed.tsx";
import { PoolThresholds, usePoolName } from "./pool-thresholds.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { StatusEffect } from "./status-effect.tsx";
import { reachOf, StatusFlips } from "./status-flips.tsx";
import { ThresholdTable } from "./threshold-table.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

type Status = Settings["status"];

export function StatusSection() {
  return <WithSettings>{(settings) => <StatusForm status={settings.status} />}</WithSettings>;
}

function StatusForm({ status }: { status: Status }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useSaveSettings("Status");
  const [asked, setAsked] = useState<{ values: Status; preview: StatusPreview } | null>(null);
  const { control, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.status, { error: plainProblem }),
    values: status,
  });
  const typed = useWatch({ control });
  const stale = typed.staleAfterSeconds ?? 0;
  const write = (values: Status) =>
    save.mutate({ status: values }, { onSettled: () => setAsked(null) });
  /** A change that many sensors would feel is asked about, with the numbers of this moment. */
  const submit = async (values: Status) => {
    const options = trpc.settings.previewStatus.queryOptions(values, { staleTime: 0 });
    const preview = await queryClient.fetchQuery(options).catch(() => null);
    if (preview?.isMany) setAsked({ values, preview });
    else write(values);
  };
  return (
    <Section
      title="Status"
      description="How long a sensor may be silent before its status changes."
      help={{ page: "settings", heading: "status" }}
      footer={<LastChanged section="status" />}
    >
      <SettingsForm
        onSubmit={handleSubmit(submit)}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
        facts={useFacts(status)}
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
        {stale > 0 && <ThresholdTable staleAfterSeconds={stale} />}
        <PoolThresholds control={control} staleAfterSeconds={stale} />
        {formState.isDirty && <StatusEffect status={typed} />}
      </SettingsForm>
      {asked && (
        <ConfirmDialog
          title={`Change the status of ${reachOf(asked.preview)}?`}
          action="Save thresholds"
          isHarmless
          problem={save.error ? problemText(save.error) : undefined}
          isPending={save.isPending}
          onConfirm={() => write(asked.values)}
          onClose={() => setAsked(null)}
        >
          <p>Filters, alerts and scripts that go by status see these at once:</p>
          <StatusFlips flips={asked.preview.flips} />
        </ConfirmDialog>
      )}
    </Section>
  );
}

function useFacts({ staleAfterSeconds, pools }: Status) {
  const { nameOf } = usePoolName();
  return [
    { label: "Stale after", value: spanOfTime(staleAfterSeconds) },
    ...pools.map((each) => ({
      label: nameOf(each.pool),
      value: spanOfTime(each.staleAfterSeconds),
    })),
  ];
}
