"use client";
import type { ComponentProps, ReactNode } from "react";
import { useFormContext } from "react-hook-form";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import type { FormValues } from "./form-values.ts";

interface TextFieldProps extends Omit<ComponentProps<"input">, "name"> {
  name: keyof FormValues;
  label: string;
  hint?: ReactNode;
}

export function TextField({ name, label, hint, className, ...input }: TextFieldProps) {
  const { register, formState } = useFormContext<FormValues>();
  return (
    <Field
      label={label}
      hint={hint}
      error={formState.errors[name]?.message}
      {...(className && { className })}
    >
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...input}
          {...register(name)}
        />
      )}
    </Field>
  );
}
