"use client";
import { type UseFormReturn, useWatch } from "react-hook-form";
import type { CreateTokens } from "../../server/tokens/schema.ts";
import { TagInput } from "../sensors/tag-input.tsx";
import { Field } from "../ui/field.tsx";
import type { TokenValues } from "./token-values.ts";

interface TokenTagsFieldProps {
  form: UseFormReturn<TokenValues, unknown, CreateTokens>;
}

export function TokenTagsField({ form }: TokenTagsFieldProps) {
  const tags = useWatch({ control: form.control, name: "tags" }) ?? [];
  return (
    <Field
      label="Tags"
      hint="Every sensor starts with these."
      error={form.formState.errors.tags?.message}
    >
      {(control) => (
        <TagInput
          control={control}
          tags={tags}
          onChange={(next) => form.setValue("tags", next)}
          onProblem={(problem) =>
            problem ? form.setError("tags", { message: problem }) : form.clearErrors("tags")
          }
        />
      )}
    </Field>
  );
}
