"use client";
import { useQuery } from "@tanstack/react-query";
import { Code } from "lucide-react";
import { useWatch } from "react-hook-form";
import { useTRPC } from "../api/trpc.ts";
import { CodeText } from "../deploy/code-text.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ParameterField } from "./parameter-field.tsx";
import { parameterProblems } from "./parameter-problem.ts";
import type { RuleForm } from "./rule-values.ts";
import { useCheck } from "./use-check.ts";

interface TemplateFieldsProps {
  form: RuleForm;
  templateId: string;
}

/** A template's parameters, and the CEL that they make. */
export function TemplateFields({ form, templateId }: TemplateFieldsProps) {
  const trpc = useTRPC();
  const templates = useQuery(trpc.admission.templates.queryOptions());
  const parameters = useWatch({ control: form.control, name: "parameters" }) ?? {};
  const check = useCheck({ templateId, parameters });
  const template = templates.data?.items.find(({ id }) => id === templateId);
  const expression = check.data?.expression;
  const problems = parameterProblems(check.data?.problems ?? []);
  const { submitCount } = form.formState;
  const set = (name: string, values: string[]) =>
    form.setValue("parameters", { ...parameters, [name]: values }, { shouldDirty: true });
  /** From here on the rule is its own: the template's parameters no longer make it. */
  const takeOver = () => {
    form.setValue("templateId", undefined);
    form.setValue("parameters", undefined);
    form.setValue("expression", expression ?? "", { shouldDirty: true });
  };
  if (templates.isPending) return <Skeleton className="h-40" />;
  return (
    <div className="grid gap-4">
      <p className="text-pretty text-ink-muted">
        {template ? (
          <CodeText text={template.description} />
        ) : (
          `This Console has no template ${templateId}.`
        )}
      </p>
      {template?.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          values={parameters[parameter.name] ?? []}
          // Nothing is given at first: that is no mistake before one saves.
          problem={
            submitCount > 0 || parameters[parameter.name]?.length
              ? problems.get(parameter.name)
              : undefined
          }
          onChange={(values) => set(parameter.name, values)}
        />
      ))}
      {expression && (
        <div className="grid gap-1.5">
          <div className="flex items-center justify-between gap-3">
            <p className="font-medium text-[0.8125rem]">The CEL it makes</p>
            <Button size="sm" variant="ghost" onClick={takeOver}>
              <Code aria-hidden />
              Edit as CEL
            </Button>
          </div>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            aria-label="CEL of the template"
            className="max-h-48 overflow-auto rounded-lg border bg-sunken px-3 py-2.5"
          >
            <pre className="whitespace-pre-wrap break-words font-mono text-[0.8125rem] leading-5">
              {expression}
            </pre>
          </section>
        </div>
      )}
    </div>
  );
}
