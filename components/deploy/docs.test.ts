import { expect, test } from "vitest";
import type { DeployPlan, HostKind } from "./plan.ts";
import { makeSnippet } from "./snippets/by-kind.ts";
import { docBlocks } from "./testing/doc-blocks.ts";
import { aPlan } from "./testing/plan.ts";

/** What the pages show: a Console that is trusted anyway, and a token to be filled in. */
const shown = aPlan({ pin: null, token: "<token>" });
const selfSigned = aPlan({ ephemeral: false });
const page = docBlocks("ephemeral-cloud-init.md");

test.each([
  ["cloud-config", "cloud_init", "cloud-config.yaml", shown],
  ["user-data", "user_data", "user-data.sh", shown],
  ["packer", "packer", "telovix.pkr.json", shown],
  ["hook", "user_data", "on-termination.sh", selfSigned],
] satisfies [string, HostKind, string, DeployPlan][])(
  "docs/ephemeral-cloud-init.md shows as %s what Deploy Sensor makes",
  (label, kind, name, plan) => {
    const file = makeSnippet[kind](plan).files.find((each) => each.name === name);
    expect(page.get(label)).toBe(file?.text);
  },
);
