// Makes a clone ready to run: system packages, node_modules, generated code, builds.
// A clean clone has no node_modules, so this and scripts/setup/ are plain ESM for any Node ≥ 20.
// Usage: node scripts/setup.mjs [--dev | --test | --bench]

import { buildSteps } from "./setup/builds.mjs";
import { kubeBuild } from "./setup/kube.mjs";
import { kubeSchemas } from "./setup/kube-schemas.mjs";
import { installNodeModules } from "./setup/node-modules.mjs";
import { ensureOffered, ensurePackages } from "./setup/packages.mjs";
import { runStep, SetupError, seconds } from "./setup/step.mjs";

const purposes = ["--dev", "--test", "--bench"];
const [purpose, ...rest] = process.argv.slice(2);
if ((purpose !== undefined && !purposes.includes(purpose)) || rest.length > 0) {
  console.error(`Usage: node scripts/setup.mjs [${purposes.join(" | ")}]`);
  process.exit(2);
}

const begin = performance.now();
try {
  let done = 0;
  const sets = [
    "run",
    ...(purpose === "--test" ? ["test"] : []),
    ...(purpose === "--bench" ? ["bench"] : []),
  ];
  done += await ensurePackages(sets);
  if (purpose === "--test") done += await ensureOffered();
  const builds = buildSteps({ production: purpose !== "--dev" });
  const testTools = purpose === "--test" ? [kubeSchemas, kubeBuild] : [];
  for (const step of [installNodeModules, ...builds, ...testTools]) done += await runStep(step);
  const what =
    done === 0 ? "everything is up to date" : `${done} ${done === 1 ? "step" : "steps"} done`;
  console.log(`setup: ${what} (${seconds(begin)})`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`setup: ${error.message}`);
  process.exit(1);
}
