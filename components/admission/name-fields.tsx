"use client";
import { useId } from "react";
import { useWatch } from "react-hook-form";
import { Field } from "../ui/field.tsx";
import { Input, TextArea } from "../ui/input.tsx";
import { Switch } from "../ui/switch.tsx";
import type { RuleForm } from "./rule-values.ts";

/** For people: how the rule is called and why it is there. A new one may wait switched off. */
export function NameFields({ form, isNew }: { form: RuleForm; isNew: boolean }) {
  const { register, formState } = form;
  return (
    <div className="grid gap-4">
      <Field label="Name" error={formState.errors.name?.message}>
        {(field) => <Input {...field} maxLength={80} autoComplete="off" {...register("name")} />}
      </Field>
      <Field
        label="Description (optional)"
        hint="Why it is there, for people who read the rules."
        error={formState.errors.description?.message}
      >
        {(field) => <TextArea {...field} rows={2} maxLength={500} {...register("description")} />}
      </Field>
      {isNew && <EnabledField form={form} />}
    </div>
  );
}

function EnabledField({ form }: { form: RuleForm }) {
  const id = useId();
  const enabled = useWatch({ control: form.control, name: "enabled" }) ?? true;
  return (
    <div className="flex items-start gap-3">
      <Switch
        id={id}
        checked={enabled}
        aria-describedby={`${id}-hint`}
        onCheckedChange={(isOn) => form.setValue("enabled", isOn, { shouldDirty: true })}
      />
      <div>
        <label htmlFor={id} className="font-medium text-[0.8125rem]">
          On
        </label>
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {enabled ? "Pods are checked as soon as it is saved." : "It is saved and checks nothing."}
        </p>
      </div>
    </div>
  );
}
