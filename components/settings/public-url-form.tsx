"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Settings } from "../../server/settings/schema.ts";
import { problemText } from "../api/problem.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useSaveSettings } from "./use-save-settings.ts";

type Console = Settings["console"];

interface PublicUrlFormProps {
  settings: Console;
  /** The URL in force: the setting, or the one that the Console was started with. */
  publicUrl: string | undefined;
}

/** The one URL that hosts are told: a wrong one keeps new hosts from enrolling, so it is asked about. */
export function PublicUrlForm({ settings, publicUrl }: PublicUrlFormProps) {
  const save = useSaveSettings("Console");
  const [asked, setAsked] = useState<Console | null>(null);
  const { register, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(Settings.shape.console, { error: plainProblem }),
    values: settings,
  });
  return (
    <>
      <SettingsForm
        onSubmit={handleSubmit(setAsked)}
        isDirty={formState.isDirty}
        onReset={() => reset()}
        save={save}
        facts={[{ label: "Public URL", value: publicUrl ?? "", copy: publicUrl }]}
      >
        <Field
          label="Public URL"
          hint="What install commands and snippets carry. Empty: the URL that the Console was started with."
          error={formState.errors.publicUrl?.message}
        >
          {(id) => (
            <Input
              {...id}
              type="url"
              placeholder={publicUrl}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              {...register("publicUrl", { setValueAs: (url: string) => url.trim() })}
            />
          )}
        </Field>
      </SettingsForm>
      {asked && (
        <ConfirmDialog
          title={asked.publicUrl ? `Use ${asked.publicUrl}?` : "Use the URL of the start again?"}
          action="Change public URL"
          problem={save.error ? problemText(save.error) : undefined}
          isPending={save.isPending}
          onConfirm={() => save.mutate({ console: asked }, { onSettled: () => setAsked(null) })}
          onClose={() => setAsked(null)}
        >
          <p>
            New install commands and snippets lead hosts there from now on, and sensors that enroll
            from now on connect to that host. If it does not reach this Console, they fail.
          </p>
          <p>Sensors that are enrolled keep the address that they have.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
