import type { ReactNode } from "react";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";

interface TextFieldProps {
  label: string;
  hint?: ReactNode;
  error: string | undefined;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

/** One word that a machine reads: nothing corrects it, nothing remembers it. */
export function TextField({ label, hint, error, value, placeholder, onChange }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => (
        <Input
          {...field}
          value={value}
          placeholder={placeholder}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
