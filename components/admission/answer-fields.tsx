"use client";
import { useId } from "react";
import { useWatch } from "react-hook-form";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { OptionCard } from "./option-card.tsx";
import { actionLooks } from "./rule-action.tsx";
import type { RuleForm } from "./rule-values.ts";

const actions = ["deny", "warn"] as const;

/** What happens to a pod that violates the rule, and what its creator is told. */
export function AnswerFields({ form }: { form: RuleForm }) {
  const name = useId();
  const { control, register, setValue, formState } = form;
  const action = useWatch({ control, name: "action" });
  return (
    <div className="grid gap-4">
      <fieldset>
        <legend className="sr-only">What happens to a pod that violates the rule</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {actions.map((each) => {
            const { word, icon, color, effect } = actionLooks[each];
            return (
              <OptionCard
                key={each}
                {...{ name, icon, color }}
                title={word}
                text={effect}
                isChosen={action === each}
                onChoose={() => setValue("action", each, { shouldDirty: true })}
              />
            );
          })}
        </div>
      </fieldset>
      <Field
        label="Message"
        hint="What kubectl prints; the containers that violate the rule follow it."
        error={formState.errors.message?.message}
      >
        {(field) => (
          <Input {...field} maxLength={200} autoComplete="off" {...register("message")} />
        )}
      </Field>
    </div>
  );
}
