import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { template } from "./helm.ts";

const folder = join(import.meta.dirname, "wrong");
const cases = readdirSync(folder).map((file) => {
  const [first = ""] = readFileSync(join(folder, file), "utf8").split("\n");
  return { file, says: first.replace("# ", "") };
});

describe("each file of wrong/ gets the message of its first line, and nothing is rendered", () => {
  it.for(cases)("$file", async ({ file, says }) => {
    const { code, stdout, stderr } = await template("-f", join(folder, file));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(messages(stderr)).toEqual([says]);
  });
});

/** What helm says beside where it noticed it: one line of the template's, or the schema's list. */
function messages(stderr: string): string[] {
  const where =
    /^Error: execution error at \(telovix-sensor\/templates\/validate\/first\/values\.yaml:\d+:4\): /;
  const lines = stderr.split("\n").filter((line) => where.test(line) || line.startsWith("- "));
  return lines.map((line) => line.replace(where, "").replace(/^- /, ""));
}
