// `npm test`: every part, one after another, and one closing line with the counts.
// Usage: node scripts/test.ts [part …]; CI=true turns a part that cannot run here into a failure.
import { parts } from "./checks/parts.ts";
import { runParts } from "./checks/run-parts.ts";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  const known = parts.map((part) => part.name).join(", ");
  console.error(`No part is called ${unknown.join(", ")}. Parts: ${known}.`);
  process.exit(2);
}
const chosen = wanted.length === 0 ? parts : parts.filter(({ name }) => wanted.includes(name));
process.exitCode = await runParts(chosen, {
  mustRunAll: process.env.CI === "true",
  say: console.log,
});
