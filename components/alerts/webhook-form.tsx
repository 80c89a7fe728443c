"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { alertKinds, CreateWebhook } from "../../server/alerts/schema.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { AlertChoice } from "./alert-choice.tsx";
import { FormatChoice } from "./format-choice.tsx";
import { formatLooks } from "./webhook-formats.ts";

interface WebhookFormProps {
  id: string;
  problem: string | undefined;
  onSubmit: (input: CreateWebhook) => void;
}

/** `.min(1)` of a list reads "At least 1": what is missing here is a choice. */
const problemOf: typeof plainProblem = (issue) =>
  issue.path?.[0] === "alerts" ? "Choose at least one." : plainProblem(issue);

export function WebhookForm({ id, problem, onSubmit }: WebhookFormProps) {
  const { control, register, handleSubmit, formState, setValue } = useForm<
    z.input<typeof CreateWebhook>,
    unknown,
    CreateWebhook
  >({
    resolver: zodResolver(CreateWebhook, { error: problemOf }),
    defaultValues: { format: "generic", name: "", url: "", alerts: [...alertKinds] },
  });
  const format = useWatch({ control, name: "format" });
  const { errors } = formState;
  return (
    <form id={id} noValidate onSubmit={handleSubmit(onSubmit)} className="grid gap-4">
      {problem && (
        <Notice tone="danger" role="alert" title="No webhook was added">
          {problem}
        </Notice>
      )}
      <FormatChoice format={format} onChoose={(chosen) => setValue("format", chosen)} />
      <Field
        label="Name"
        hint="Who hears of it, such as a channel or a team."
        error={errors.name?.message}
      >
        {(field) => <Input {...field} autoComplete="off" maxLength={100} {...register("name")} />}
      </Field>
      <Field
        label="URL"
        hint={`${formatLooks[format].urlHint} Kept encrypted, and never shown again.`}
        error={errors.url && "A whole URL, beginning with https://"}
      >
        {(field) => (
          <Input
            {...field}
            type="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            {...register("url", { setValueAs: (text: string) => text.trim() })}
          />
        )}
      </Field>
      <Controller
        name="alerts"
        control={control}
        render={({ field, fieldState }) => (
          <AlertChoice
            chosen={field.value ?? []}
            onChoose={field.onChange}
            error={fieldState.error?.message}
          />
        )}
      />
    </form>
  );
}
