"use client";
import { type UseFormReturn, useWatch } from "react-hook-form";
import type { CreateTokens } from "../../server/tokens/schema.ts";
import { TagInput } from "../sensors/tag-input.tsx";
import { Field } from "../ui/field.tsx";
import type { TokenValues } from "./token-values.ts";

interface TokenTagsFieldProps {
  form: UseFormReturn<TokenValues, unknown, CreateTokens>;
  /** What the token gets while nobody says otherwise. */
  defaultTags: readonly string[];
}

export function TokenTagsField({ form, defaultTags }: TokenTagsFieldProps) {
  const tags = useWatch({ control: form.control, name: "tags" }) ?? defaultTags;
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
