"use client";
import { useId, useState } from "react";
import type { TemplateParameter } from "../../server/admission/schema.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { ChipInput } from "../ui/chip-input.tsx";
import { Field } from "../ui/field.tsx";

interface ParameterFieldProps {
  parameter: TemplateParameter;
  values: readonly string[];
  /** What the Console says is wrong with them. */
  problem: string | undefined;
  onChange: (values: string[]) => void;
}

const valuesMax = 100;
const problemOf = (_: readonly string[], all: readonly string[]) =>
  all.length > valuesMax ? `At most ${valuesMax} values.` : null;

/** One parameter of a template: boxes where there is a choice, else any texts. */
export function ParameterField({ parameter, values, problem, onChange }: ParameterFieldProps) {
  const [tooMany, setTooMany] = useState<string | null>(null);
  const { label, description, choices, isRequired, example } = parameter;
  if (choices) return <Choices {...{ parameter, values, problem, onChange, choices }} />;
  return (
    <Field
      label={isRequired ? label : `${label} (optional)`}
      hint={description}
      error={tooMany ?? problem}
    >
      {(control) => (
        <ChipInput
          {...{ control, values, onChange, problemOf }}
          placeholder={example}
          onProblem={setTooMany}
        />
      )}
    </Field>
  );
}

function Choices(props: ParameterFieldProps & { choices: readonly string[] }) {
  const { parameter, values, problem, onChange, choices } = props;
  const id = useId();
  return (
    <fieldset className="grid gap-2" aria-describedby={`${id}-hint`}>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{parameter.label}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {choices.map((choice) => (
          <label key={choice} htmlFor={`${id}-${choice}`} className="flex items-center gap-2">
            <Checkbox
              id={`${id}-${choice}`}
              checked={values.includes(choice)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...values, choice] : values.filter((each) => each !== choice),
                )
              }
            />
            {choice}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className="text-ink-muted text-xs">
        {parameter.description}
      </p>
      {problem && (
        <p role="alert" className="text-danger text-xs">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
