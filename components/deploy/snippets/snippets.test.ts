import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hostKinds } from "../plan.ts";
import { aPlan, everyNaming } from "../testing/plan.ts";
import { shellTexts } from "../testing/shell-texts.ts";
import { makeSnippet } from "./by-kind.ts";

const folder = mkdtempSync(join(tmpdir(), "telovix-snippets-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every snippet with every naming, ephemeral and permanent, for a pinned and a public Console. */
const variants = hostKinds.flatMap((kind) =>
  everyNaming.flatMap((naming) =>
    [true, false].map((ephemeral) => ({
      kind,
      snippet: makeSnippet[kind](
        aPlan({ naming, ephemeral, ...(ephemeral ? {} : { pin: null, tags: [] }) }),
      ),
      label: `${kind}-${naming.by}-${ephemeral ? "ephemeral" : "permanent"}`,
    })),
  ),
);
/** Each different script once, in a file whose name tells where it is from. */
const scripts = [
  ...new Map(
    variants.flatMap(({ snippet, label }) =>
      snippet.files.flatMap((file) =>
        shellTexts(file).map(({ shell, text }, index) => {
          const name = `${label}-${file.name.replaceAll(".", "-")}-${index}.${shell}`;
          return [text, { shell, text, path: join(folder, name) }] as const;
        }),
      ),
    ),
  ).values(),
];
for (const { path, text } of scripts) writeFileSync(path, text);

test.each(hostKinds)("%s holds shell", (kind) => {
  const { files } = makeSnippet[kind](aPlan());
  expect(files.flatMap(shellTexts).length).toBeGreaterThan(0);
});

describe.each(["sh", "bash"] as const)("all shell for %s", { timeout: 30_000 }, (shell) => {
  const paths = scripts.filter((script) => script.shell === shell).map(({ path }) => path);

  test("is accepted by the shell", () => {
    for (const path of paths) execFileSync(shell === "sh" ? "dash" : "bash", ["-n", path]);
  });

  test("is accepted by shellcheck", () => {
    // SC2016: Terraform's token is a template in single quotes until Terraform fills it in.
    const args = [`--shell=${shell}`, "--severity=style", "--exclude=SC2016", ...paths];
    expect(execFileSync("shellcheck", args, { encoding: "utf8" })).toBe("");
  });
});

test("every snippet names the Console by its real URL", () => {
  for (const { snippet, label } of variants) {
    const all = snippet.files.map(({ text }) => text).join("\n");
    expect(all, label).toContain("https://console.example.com:15483/api/v1/sensor/");
  }
});

test.each(hostKinds)("%s pins a Console that no authority vouches for", (kind) => {
  const pinned = makeSnippet[kind](aPlan()).files.map(({ text }) => text);
  expect(pinned.join("\n")).toContain("-k --pinnedpubkey sha256//AAAA");
  const trusted = makeSnippet[kind](aPlan({ pin: null })).files.map(({ text }) => text);
  expect(trusted.join("\n")).not.toMatch(/ -k\b|pinnedpubkey/);
});

// printf is built into every shell; an assignment before a command is its environment.
const harmless =
  /^(\(umask 077 && printf '%s' \S+ >"\$work\/token"\)|TELOVIX_TOKEN=\S+( bash <\(.*\\)?|telovix_token = "\S+"|tvx_\S+)$/;

test.each(hostKinds)("%s gives no command the token as an argument", (kind) => {
  for (const { snippet, label } of variants.filter((variant) => variant.kind === kind)) {
    const lines = snippet.files.flatMap(({ text }) => text.split("\n"));
    const holders = lines.filter((line) => line.includes(aPlan().token));
    expect(holders.length, label).toBeGreaterThan(0);
    for (const line of holders) expect(line.trim(), label).toMatch(harmless);
  }
});

test.each([
  ["packer", "telovix.pkr.hcl"],
  ["packer", "telovix.pkr.json"],
  ["terraform_aws", "telovix.tf"],
  ["github_actions", "telovix.yml"],
  ["gitlab_ci", ".gitlab-ci.yml"],
  ["container", "telovix-sensor.sh"],
] as const)("%s keeps the token out of %s, which is committed or baked in", (kind, name) => {
  const file = makeSnippet[kind](aPlan()).files.find((each) => each.name === name);
  expect(file?.text).not.toContain(aPlan().token);
});

test.each(["cloud_init", "user_data", "packer", "terraform_aws"] as const)(
  "%s shows how a permanent machine says goodbye, and that an ephemeral one does by itself",
  (kind) => {
    const names = (ephemeral: boolean) =>
      makeSnippet[kind](aPlan({ ephemeral })).files.map(({ name }) => name);
    expect(names(false)).toContain("on-termination.sh");
    expect(names(true)).not.toContain("on-termination.sh");
  },
);
