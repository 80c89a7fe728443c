import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { shellWord } from "../../tokens/install-command.ts";
import { DeployPlan } from "../plan.ts";
import { aPlan } from "../testing/plan.ts";
import { shellTexts } from "../testing/shell-texts.ts";
import { makeSnippet } from "./by-kind.ts";
import { hclString } from "./hcl.ts";
import { yamlBlock } from "./yaml.ts";

const hostile = [
  "$(touch /tmp/owned)",
  "`id`",
  "a'b",
  'a"b',
  "a\nb",
  "$" + "{HOME}",
  "a; rm -rf /",
  "{{ .Path }}",
  "%{ if true }",
  "a\\",
  " ",
  "-rf",
];

describe("what the grammar refuses", () => {
  test.each(hostile)("%j as a role, tag, name, suffix or token", (text) => {
    const wrong = (change: object) => DeployPlan.safeParse({ ...aPlan(), ...change }).success;
    expect(wrong({ role: text })).toBe(false);
    expect(wrong({ tags: [`env:${text}`] })).toBe(text === "-rf");
    expect(wrong({ naming: { by: "fixed", name: text } })).toBe(false);
    expect(wrong({ naming: { by: "instance_suffix", suffix: text } })).toBe(text === "-rf");
    expect(wrong({ token: `tvx_${text}` })).toBe(text === "-rf");
    expect(wrong({ pin: `sha256//${text}` })).toBe(false);
    expect(wrong({ caPem: text })).toBe(false);
  });

  test("is not what the wizard makes", () => {
    expect(DeployPlan.safeParse(aPlan()).success).toBe(true);
  });
});

/** Any text that a shell, YAML and HCL can carry at all; what follows survives without the grammar. */
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(..."'\"$`\\{}%()\n :#-"), minLength: 1, maxLength: 12 }),
);
const plans = fc
  .record({ role: text, tag: text, name: text })
  .map(({ role, tag, name }) =>
    aPlan({ role, tags: [tag], naming: { by: "fixed", name }, ephemeral: true }),
  );

/** The arguments that the installer would get: its command is replaced by one that prints them. */
function installerArguments(script: string, shell: string): string[] {
  const instead = `curl() { :; }; bash() { printf '%s\\0' "$@" >&3; }; sudo() { shift; "$@"; }\n`;
  const env = { ...process.env, RUNNER_TEMP: "/tmp", CI_PROJECT_DIR: "/tmp" };
  const out = execFileSync(shell, ["-c", `exec 3>&1 >/dev/null; ${instead}${script}`], { env });
  return out.toString().split("\0").slice(0, -1);
}

test.each([
  ["user_data", "dash"],
  ["cloud_init", "dash"],
  ["host", "bash"],
  ["github_actions", "bash"],
  ["gitlab_ci", "bash"],
  ["terraform_aws", "dash"],
] as const)("%s hands any text to the installer as it is", (kind, shell) => {
  fc.assert(
    fc.property(plans, (plan) => {
      const [file] = makeSnippet[kind](plan).files;
      const [first] = file ? shellTexts(file) : [];
      const given = installerArguments(first?.text ?? "", shell);
      const after = (option: string) => given[given.indexOf(option) + 1];
      expect(after("--role")).toBe(plan.role);
      expect(after("--tags")).toBe(plan.tags[0]);
      expect(after("--name")).toBe(plan.naming.by === "fixed" && plan.naming.name);
      expect(given.at(-1)).toBe("--ephemeral");
    }),
    { numRuns: 20 },
  );
});

test("a shell word is the text itself again", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 50, maxLength: 100 }), (values) => {
      const args = ["-c", `printf '%s\\0' ${values.map(shellWord).join(" ")}`];
      expect(execFileSync("dash", args).toString().split("\0").slice(0, -1)).toEqual(values);
    }),
    { numRuns: 20 },
  );
});

test("a YAML block is the text itself again", () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (lines) => {
      const value = `${lines.join("\n")}\n`;
      expect(parse(`a:\n  - b: ${yamlBlock(value, 6)}\n  - c: 1\n`)).toEqual({
        a: [{ b: value }, { c: 1 }],
      });
    }),
    { numRuns: 500 },
  );
});

test("an HCL string is one line that opens no template", () => {
  fc.assert(
    fc.property(text, (value) => {
      const quoted = hclString(value);
      expect(quoted).not.toMatch(/\n|(?<![$%])[$%]\{/);
      const unescaped = quoted.replace(/([$%])\1\{/g, "$1{");
      if (!/[$%]{2}\{/.test(value)) expect(JSON.parse(unescaped)).toBe(value);
    }),
    { numRuns: 500 },
  );
});
