"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Settings } from "../../server/settings/schema.ts";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CaCertificate } from "./ca-certificate.tsx";
import { Section } from "./section.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";
import { WithSettings } from "./with-settings.tsx";

export function ConsoleSection() {
  return <WithSettings>{(settings) => <ConsoleForm settings={settings} />}</WithSettings>;
}

function ConsoleForm({ settings }: { settings: Settings }) {
  const trpc = useTRPC();
  const info = useQuery(trpc.console.info.queryOptions());
  const save = useSaveSettings("Console");
  const { register, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.console, { error: plainProblem }),
    values: settings.console,
  });
  return (
    <Section title="Console" description="How hosts reach this Console, and whom they trust.">
      <div className="grid gap-6">
        <SettingsForm
          onSubmit={handleSubmit((console) => save.mutate({ console }))}
          isDirty={formState.isDirty}
          onReset={() => reset()}
          save={save}
        >
          <Field
            label="Public URL"
            hint="What install commands carry. Empty: the URL that the Console was started with."
            error={formState.errors.publicUrl?.message}
          >
            {(id) => (
              <Input
                {...id}
                type="url"
                placeholder={info.data?.publicUrl}
                autoCapitalize="none"
                spellCheck={false}
                {...register("publicUrl", { setValueAs: (url: string) => url.trim() })}
              />
            )}
          </Field>
        </SettingsForm>
        {info.isPending && <Skeleton className="h-64" />}
        {info.isError && !info.data && (
          <Notice tone="danger" role="alert" title="The CA certificate could not be loaded">
            {problemText(info.error)}
          </Notice>
        )}
        {info.data && <CaCertificate {...info.data} />}
      </div>
    </Section>
  );
}
