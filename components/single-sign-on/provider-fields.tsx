"use client";
import { useFormContext } from "react-hook-form";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/input.tsx";
import type { FormValues } from "./form-values.ts";
import { TestConnection } from "./test-connection.tsx";
import { TextField } from "./text-field.tsx";

export function ProviderFields({ hasSecret }: { hasSecret: boolean }) {
  const { register, formState } = useFormContext<FormValues>();
  return (
    <fieldset className="grid gap-4 border-t pt-4">
      <legend className="float-left font-medium">Provider</legend>
      <TextField
        name="label"
        label="Name"
        hint="The button says “Sign in with …”."
        maxLength={40}
      />
      <TextField
        name="issuer"
        label="Issuer"
        type="url"
        hint="As in https://id.example.com/realms/main."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="clientId" label="Client id" />
        <TextField
          name="clientSecret"
          label="Client secret"
          type="password"
          autoComplete="new-password"
          hint={hasSecret ? "Stored. Fill in only to replace it." : "Stored encrypted."}
        />
      </div>
      <TextField name="scopes" label="Scopes" />
      <details>
        <summary className="cursor-pointer text-ink-muted">The provider has an internal CA</summary>
        <Field
          label="CA certificate"
          hint="PEM. Public CAs and those of this operating system are trusted anyway."
          error={formState.errors.caCertificate?.message}
          className="mt-3"
        >
          {(control) => (
            <TextArea
              {...control}
              rows={5}
              spellCheck={false}
              className="font-mono text-xs"
              {...register("caCertificate")}
            />
          )}
        </Field>
      </details>
      <TestConnection />
    </fieldset>
  );
}
