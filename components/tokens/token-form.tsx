"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import { CreateTokens } from "../../server/tokens/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { DurationInput } from "../time/duration-input.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { EphemeralFields } from "./ephemeral-fields.tsx";
import { LimitsFields } from "./limits-fields.tsx";
import { TokenTagsField } from "./token-tags-field.tsx";
import { type TokenType, TokenTypeChoice } from "./token-type-choice.tsx";
import type { TokenValues } from "./token-values.ts";

const wholeNumber = {
  setValueAs: (text: string) => (text === "" ? undefined : Number(text)),
} as const;
const optionalText = { setValueAs: (text: string) => text.trim() || undefined } as const;

const ttlSetting = {
  one_time: "oneTimeTtlSeconds",
  batch: "batchTtlSeconds",
  cluster: "clusterTtlSeconds",
} as const;

const clusterProblem = ({ type, message }: { type: string; message?: string }) =>
  type === "custom" ? "Which cluster?" : message;

interface TokenFormProps {
  id: string;
  onSubmit: (input: CreateTokens) => void;
}

export function TokenForm({ id, onSubmit }: TokenFormProps) {
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.get.queryOptions());
  const form = useForm<TokenValues, unknown, CreateTokens>({
    resolver: zodResolver(CreateTokens, { error: plainProblem }),
    defaultValues: { type: "one_time", count: 1, description: "" },
  });
  const { register, setValue, control, handleSubmit, formState } = form;
  const { errors } = formState;
  const [type, ttlSeconds] = useWatch({ control, name: ["type", "ttlSeconds"] });

  /** Each type has fields of its own; what belongs to another is emptied. */
  const choose = (next: TokenType) => {
    setValue("type", next);
    setValue("count", 1);
    setValue("maxUses", undefined);
    setValue("clusterName", undefined);
    setValue("ttlSeconds", undefined);
    form.clearErrors();
  };

  return (
    <form id={id} noValidate onSubmit={handleSubmit(onSubmit)} className="grid gap-4">
      <TokenTypeChoice type={type} onChoose={choose} />
      <div className="grid gap-4 sm:grid-cols-2">
        {type === "one_time" && (
          <Field label="How many" hint="Each enrolls one host." error={errors.count?.message}>
            {(field) => (
              <Input
                {...field}
                type="number"
                min={1}
                max={1000}
                {...register("count", wholeNumber)}
              />
            )}
          </Field>
        )}
        {type === "batch" && (
          <Field
            label="Uses"
            hint="How many hosts may enroll; a meter shows how many have."
            error={errors.maxUses && "Say how many: 1 to 1,000,000."}
          >
            {(field) => (
              <Input {...field} type="number" min={1} {...register("maxUses", wholeNumber)} />
            )}
          </Field>
        )}
        {type === "cluster" && (
          <Field
            label="Cluster name"
            hint="Other clusters are refused."
            error={errors.clusterName && clusterProblem(errors.clusterName)}
          >
            {(field) => (
              <Input {...field} autoComplete="off" {...register("clusterName", optionalText)} />
            )}
          </Field>
        )}
        <Field label="Valid for" error={errors.ttlSeconds?.message}>
          {(field) => (
            <DurationInput
              control={field}
              seconds={ttlSeconds ?? settings.data?.enrollment[ttlSetting[type]]}
              onChange={(seconds) => setValue("ttlSeconds", seconds, { shouldValidate: true })}
            />
          )}
        </Field>
      </div>
      <Field
        label="Description"
        hint="For people: what the hosts are."
        error={errors.description?.message}
      >
        {(field) => <Input {...field} maxLength={200} {...register("description")} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <TokenTagsField form={form} defaultTags={settings.data?.enrollment.defaultTags ?? []} />
        <Field
          label="Role"
          hint="Empty: the host says, else generic_linux."
          error={errors.role?.message}
        >
          {(field) => (
            <Input
              {...field}
              autoCapitalize="none"
              autoComplete="off"
              {...register("role", optionalText)}
            />
          )}
        </Field>
      </div>
      <EphemeralFields form={form} />
      <LimitsFields form={form} />
    </form>
  );
}
