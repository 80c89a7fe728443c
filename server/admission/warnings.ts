import { makeCompiler } from "./expression.ts";
import { askRules } from "./judge.ts";
import type { Rule } from "./schema.ts";
import { sensorNamespace, sensorPod } from "./sensor-pod.ts";

/** What the author of a rule should look at, in sentences. */
export function ruleWarnings(rule: Rule): string[] {
  if (rule.action !== "deny" || !rule.enabled) return [];
  const monotonicMs = () => performance.now();
  const { expression } = makeCompiler(monotonicMs).compile(rule.expression);
  const subject = {
    cluster: null,
    namespace: sensorNamespace,
    object: sensorPod,
    oldObject: null,
    request: { operation: "CREATE", namespace: sensorNamespace, dryRun: false },
  };
  const [finding] = askRules([{ ...rule, expression, problem: null }], subject, monotonicMs);
  if (finding?.result !== "violates") return [];
  return [
    `Telovix's own sensors violate this rule. The chart's webhook leaves their namespace out; for a webhook of your own, exclude ${sensorNamespace} here.`,
  ];
}
