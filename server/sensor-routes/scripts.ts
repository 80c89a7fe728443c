import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A value as one single-quoted word of the shell, whatever is in it. */
export const shellQuote = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;

/**
 * `install.sh` or `uninstall.sh` with this Console's values. `@CONSOLE_URL@` becomes a shell word;
 * `@CA_PEM@` and `@UNIT@` stand inside quoted here-documents of the template.
 */
export async function renderScript(
  root: string,
  name: "install.sh" | "uninstall.sh",
  values: { consoleUrl: string; caPem: string },
): Promise<string> {
  const dir = join(root, "sensor-agent/install");
  const [template, unit] = await Promise.all([
    readFile(join(dir, name), "utf8"),
    readFile(join(dir, "telovix-sensor.service"), "utf8"),
  ]);
  // Functions, because `$&` in a replacement string has a meaning.
  return template
    .replaceAll("@CONSOLE_URL@", () => shellQuote(values.consoleUrl))
    .replaceAll("@CA_PEM@", () => values.caPem.trim())
    .replaceAll("@UNIT@", () => unit.trim());
}
