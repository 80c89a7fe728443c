// `npm run verify`: what takes seconds, before each commit: format, lint, types, pure tests.
import { parts } from "./checks/parts.ts";
import { runParts } from "./checks/run-parts.ts";

const quick = ["lint", "types", "unit"];
const chosen = parts.filter(({ name }) => quick.includes(name));
process.exitCode = await runParts(chosen, { mustRunAll: true, say: console.log });
