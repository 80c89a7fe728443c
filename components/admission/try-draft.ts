import { RuleDraft } from "../../server/admission/schema.ts";

type Loose = { readonly [Name in keyof RuleDraft]?: unknown };

/**
 * A rule that is still being written, complete enough to be tried: its check counts, whatever it will
 * be called. Null: it checks nothing yet.
 */
export function tryDraft(values: Loose): RuleDraft | null {
  const { name, message, description: _, ...others } = values;
  const said = (text: unknown, otherwise: string) =>
    typeof text === "string" && text.trim() ? text : otherwise;
  const draft = RuleDraft.safeParse({
    ...others,
    name: said(name, "This rule"),
    message: said(message, "It violates this rule."),
    enabled: true,
  });
  return draft.success ? draft.data : null;
}
