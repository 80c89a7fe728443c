import { setImmediate } from "node:timers/promises";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { readSettings } from "../settings/read.ts";
import { contentOf, refuseBadExpression } from "./content.ts";
import { type Compiler, makeCompiler } from "./expression.ts";
import { objectAt, textAt } from "./json.ts";
import { askRules, type Finding, type ReadyRule, tellWords, verdict } from "./judge.ts";
import { type Manifest, podOf, readManifests } from "./manifests.ts";
import { readyRule, readyRules } from "./ready-rule.ts";
import type { DefaultAnswer, Judged, TestedObject, TestReport, TestRules } from "./schema.ts";

/** A second for every object would be minutes for all. */
const testMsMax = 3_000;

/**
 * What rules would say of pasted manifests: those that are enabled, some of them, or one that is not
 * saved yet. Nothing is changed and nothing is logged.
 */
export async function testRules(ctx: Ctx, input: TestRules): Promise<TestReport> {
  // Who may not write rules runs no expressions of their own.
  authorize(ctx.actor, input.draft ? "administer" : "read");
  const monotonicMs = () => performance.now();
  const rules = await rulesToTest(ctx, input, makeCompiler(monotonicMs));
  const { admission } = await readSettings(ctx.db);
  const { manifests, problems } = readManifests(input.yaml);
  const endMs = monotonicMs() + testMsMax;
  const objects: TestedObject[] = [];
  for (const manifest of manifests) {
    const isOver = monotonicMs() > endMs;
    const test = () => testObject(manifest, { rules, input, monotonicMs, ...admission });
    objects.push(isOver ? skipped(manifest, "The rules take too long: test fewer.") : test());
    // What API servers ask goes first.
    await setImmediate();
  }
  return { problems, objects };
}

async function rulesToTest(
  ctx: Ctx,
  { draft, ruleIds }: TestRules,
  compiler: Compiler,
): Promise<ReadyRule[]> {
  if (draft) {
    const content = contentOf(draft);
    refuseBadExpression(content.expression);
    return [readyRule(compiler, { ...draft, ...content, id: null })];
  }
  const rows = await ctx.db.admissionRule.findMany({
    where: ruleIds ? { id: { in: ruleIds } } : { enabled: true },
    orderBy: { name: "asc" },
  });
  const missing = ruleIds?.find((id) => !rows.some((row) => row.id === id));
  if (missing) throw new AppError("NotFound", `ruleIds: there is no rule ${missing}.`);
  return readyRules(compiler, rows);
}

interface Test {
  readonly rules: readonly ReadyRule[];
  readonly input: TestRules;
  readonly defaultAnswer: DefaultAnswer;
  readonly monotonicMs: () => number;
}

function testObject(manifest: Manifest, { defaultAnswer, input, ...test }: Test): TestedObject {
  const pod = podOf(manifest.object);
  if (!pod) return skipped(manifest, "Rules are asked about pods and what makes pods.");
  const metadata = objectAt(pod.metadata);
  const namespace = textAt(metadata.namespace) ?? input.namespace ?? "default";
  const subject = {
    cluster: input.cluster ?? null,
    namespace,
    object: { ...pod, metadata: { ...metadata, namespace } },
    oldObject: null,
    request: {
      operation: "CREATE",
      namespace,
      dryRun: true,
      kind: { group: "", version: "v1", kind: "Pod" },
      resource: { group: "", version: "v1", resource: "pods" },
      userInfo: {},
    },
  };
  const findings = askRules(test.rules, subject, test.monotonicMs);
  const { allowed, outcome } = verdict(findings, defaultAnswer);
  return {
    ...named(manifest, namespace),
    outcome: outcome === "error" ? (allowed ? "warned" : "denied") : outcome,
    skipped: null,
    rules: findings.map(judged),
  };
}

function judged(finding: Finding): Judged {
  const { containers, result, rule } = finding;
  return {
    ruleId: rule.id,
    name: rule.name,
    action: rule.action,
    result,
    message: result === "passes" ? null : tellWords(finding),
    containers: [...containers],
  };
}

function skipped(manifest: Manifest, reason: string): TestedObject {
  const namespace = textAt(objectAt(manifest.object.metadata).namespace) ?? "";
  return { ...named(manifest, namespace), outcome: "skipped", skipped: reason, rules: [] };
}

function named({ line, object }: Manifest, namespace: string) {
  const { generateName, name } = objectAt(object.metadata);
  return {
    line,
    namespace,
    kind: textAt(object.kind) ?? "",
    name: textAt(name) ?? textAt(generateName) ?? "",
  };
}
