import { setImmediate } from "node:timers/promises";
import type { Compiler } from "./expression.ts";
import type { ReadyRule } from "./judge.ts";
import { ruleActions } from "./schema.ts";

interface StoredRule {
  readonly id: string | null;
  readonly name: string;
  readonly message: string;
  readonly action: string;
  readonly expression: string;
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[];
  readonly excludeNamespaces: readonly string[];
}

/** A rule that can be asked; one that does not compile says so whenever it is. */
export function readyRule(compiler: Compiler, stored: StoredRule): ReadyRule {
  const { expression: text, ...rule } = stored;
  const { expression, problems } = compiler.compile(text);
  return {
    ...rule,
    action: ruleActions.find((action) => action === rule.action) ?? "deny",
    expression,
    problem: problems[0]?.message ?? null,
  };
}

/** The same of many, letting what else the process has to do go first after each: reviews are waiting. */
export async function readyRules(
  compiler: Compiler,
  stored: readonly StoredRule[],
): Promise<ReadyRule[]> {
  const ready: ReadyRule[] = [];
  for (const each of stored) {
    ready.push(readyRule(compiler, each));
    await setImmediate();
  }
  return ready;
}
