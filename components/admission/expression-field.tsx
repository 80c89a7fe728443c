"use client";
import { useId } from "react";
import { useWatch } from "react-hook-form";
import { CodeArea } from "../ui/code-area.tsx";
import { Field } from "../ui/field.tsx";
import { ExpressionHelp } from "./expression-help.tsx";
import { ProblemPlace } from "./problem-place.tsx";
import type { RuleForm } from "./rule-values.ts";
import { useCheck } from "./use-check.ts";

const placeholder = 'containers.exists(c, c.image.endsWith(":latest"))';

/** CEL of one's own, with what is wrong in it as one types. */
export function ExpressionField({ form }: { form: RuleForm }) {
  const problemId = useId();
  const { control, register, formState } = form;
  const expression = useWatch({ control, name: "expression" }) ?? "";
  const check = useCheck({ expression });
  const problem = expression.trim() ? check.data?.problems[0] : undefined;
  const missing = formState.errors.expression?.message;
  return (
    <div className="grid gap-3">
      <Field
        label="Expression"
        hint="True for what violates the rule."
        error={problem ? undefined : missing}
      >
        {(field) => (
          <CodeArea
            {...field}
            aria-invalid={problem || missing ? true : undefined}
            aria-describedby={`${field["aria-describedby"]} ${problemId}`}
            {...register("expression")}
            value={expression}
            linesMin={4}
            linesMax={18}
            wrongLine={problem?.line}
            placeholder={placeholder}
          />
        )}
      </Field>
      <div id={problemId} role="status" className="text-xs">
        {problem && (
          <div className="text-danger">
            <ProblemPlace text={expression} problem={problem} />
          </div>
        )}
        {!problem && expression.trim() && check.data && (
          <p className="text-healthy">The expression can be evaluated.</p>
        )}
      </div>
      <ExpressionHelp />
    </div>
  );
}
