import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What stands in the documents for a Console's URL and for a token. */
const exampleUrl = "https://console.example.com:15483";
const exampleToken = /<(fresh-)?token>/g;

/** A block of "Sensor: Ephemeral / Cloud-Init" as it is written there, with a real URL and token. */
export function cloudInitBlock(name: string, real: { url: string; token?: string }): string {
  const file = join(import.meta.dirname, "ephemeral-cloud-init", name);
  const text = readFileSync(file, "utf8").replaceAll(exampleUrl, real.url);
  return real.token === undefined ? text : text.replaceAll(exampleToken, real.token);
}

/** Its block of node names, one entry for each comment and the command under it. */
export function nodeNames(): Map<string, string> {
  const text = cloudInitBlock("node-names.txt", { url: "" });
  return new Map(
    text.split("\n\n").map((part) => {
      const [comment = "", ...command] = part.trim().split("\n");
      return [comment.replace(/^# (\w+): .*/, "$1"), command.join("\n")];
    }),
  );
}
