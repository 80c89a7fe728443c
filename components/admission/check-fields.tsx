"use client";
import { useWatch } from "react-hook-form";
import { ExpressionField } from "./expression-field.tsx";
import type { RuleForm } from "./rule-values.ts";
import { TemplateFields } from "./template-fields.tsx";

/** A template's parameters, or an expression. */
export function CheckFields({ form }: { form: RuleForm }) {
  const templateId = useWatch({ control: form.control, name: "templateId" });
  if (templateId) return <TemplateFields form={form} templateId={templateId} />;
  return <ExpressionField form={form} />;
}
