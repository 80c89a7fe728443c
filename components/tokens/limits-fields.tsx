"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { type FieldErrors, type UseFormReturn, useFormState } from "react-hook-form";
import type { CreateTokens } from "../../server/tokens/schema.ts";
import { Field } from "../ui/field.tsx";
import { Input, TextArea } from "../ui/input.tsx";
import type { TokenValues } from "./token-values.ts";

interface LimitsFieldsProps {
  form: UseFormReturn<TokenValues, unknown, CreateTokens>;
}

/** Whom the token admits: names of a pattern, addresses of networks. Closed until wanted. */
export function LimitsFields({ form }: LimitsFieldsProps) {
  const { errors } = useFormState({ control: form.control });
  const [isOpen, setOpen] = useState(false);
  const hasProblem = Boolean(errors.namePattern || errors.allowedCidrs);
  return (
    <details
      open={isOpen || hasProblem}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group rounded-lg border"
    >
      <summary className="flex cursor-pointer list-none items-start gap-2 rounded-lg p-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-ink-muted transition-transform group-open:rotate-90"
        />
        <span>
          <span className="block font-medium text-[0.8125rem]">Limits</span>
          <span className="block text-ink-muted text-xs">
            Which names it admits, and from which networks.
          </span>
        </span>
      </summary>
      <div className="grid gap-4 px-3 pb-3">
        <Field
          label="Names"
          hint={
            <>
              <code>*</code> is any run of characters, <code>?</code> any one. Empty: every name.
            </>
          }
          error={errors.namePattern?.message}
        >
          {(field) => (
            <Input
              {...field}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              placeholder="web-*"
              className="font-mono"
              {...form.register("namePattern", {
                setValueAs: (text?: string) => text?.trim() || undefined,
              })}
            />
          )}
        </Field>
        <Field
          label="Networks"
          hint="One a line: 10.0.0.0/8, 2001:db8::/32 or an address. Empty: from anywhere."
          error={networkProblem(errors)}
        >
          {(field) => (
            <TextArea
              {...field}
              rows={3}
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              {...form.register("allowedCidrs", {
                setValueAs: (text?: string | string[]) =>
                  typeof text === "string" ? text.split(/[\s,]+/).filter(Boolean) : (text ?? []),
              })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

/** The first of them: of the whole list, or of one entry. */
function networkProblem({ allowedCidrs }: FieldErrors<TokenValues>): string | undefined {
  if (Array.isArray(allowedCidrs)) return allowedCidrs.find(Boolean)?.message;
  return allowedCidrs?.message;
}
