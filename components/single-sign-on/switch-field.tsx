"use client";
import { useId } from "react";
import { Controller } from "react-hook-form";
import { Switch } from "../ui/switch.tsx";
import type { FormValues } from "./form-values.ts";

interface SwitchFieldProps {
  name: "isEnabled" | "createsUsers" | "trustsEmail";
  label: string;
  hint: string;
}

export function SwitchField({ name, label, hint }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="font-medium text-[0.8125rem]">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {hint}
        </p>
      </div>
      <Controller<FormValues, typeof name>
        name={name}
        render={({ field }) => (
          <Switch
            id={id}
            aria-describedby={`${id}-hint`}
            checked={field.value}
            onCheckedChange={field.onChange}
          />
        )}
      />
    </div>
  );
}
