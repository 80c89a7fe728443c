import { cn } from "../ui/class-names.ts";
import { Field } from "../ui/field.tsx";
import { Input, NativeSelect } from "../ui/input.tsx";
import type { Choice, Problems } from "./choice.ts";
import type { DeployChange } from "./deploy-params.ts";
import { kindTraits, namingHints, namingWords } from "./kinds.ts";

interface NamingFieldProps {
  choice: Choice;
  problems: Problems;
  onChange: (change: DeployChange) => void;
}

/** Where a sensor's name comes from, and the text that some names need. */
export function NamingField({ choice, problems, onChange }: NamingFieldProps) {
  const { namings } = kindTraits[choice.kind];
  const { naming } = choice;
  const isTyped = naming === "instance_suffix" || naming === "fixed";
  return (
    <div
      className={cn("grid content-start gap-3", isTyped && "sm:grid-cols-[minmax(0,1fr)_12rem]")}
    >
      <Field label="Name" hint={namingHints[naming]}>
        {(field) => (
          <NativeSelect
            {...field}
            value={naming}
            onChange={({ target }) =>
              onChange({ naming: namings.find((each) => each === target.value) ?? null })
            }
          >
            {namings.map((each) => (
              <option key={each} value={each}>
                {namingWords[each]}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      {naming === "instance_suffix" && (
        <Field label="Suffix" error={problems.suffix}>
          {(field) => (
            <Input
              {...field}
              value={choice.suffix}
              autoCapitalize="none"
              autoComplete="off"
              onChange={({ target }) => onChange({ suffix: target.value })}
            />
          )}
        </Field>
      )}
      {naming === "fixed" && (
        <Field label="Fixed name" error={problems.name}>
          {(field) => (
            <Input
              {...field}
              value={choice.name}
              placeholder="web-1"
              autoCapitalize="none"
              autoComplete="off"
              onChange={({ target }) => onChange({ name: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
