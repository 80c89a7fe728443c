import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A value as one single-quoted word of the shell, whatever is in it. */
export const shellQuote = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;

/** A placeholder in its one place: a whole line, or the value of `console_url`. Comments keep theirs. */
const placeholder = /^(console_url=)?@(CONSOLE_URL|CA_PEM|UNIT)@$/gm;

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
  const filled: Record<string, string> = {
    CONSOLE_URL: shellQuote(values.consoleUrl),
    CA_PEM: values.caPem.trim(),
    UNIT: unit.trim(),
  };
  // One pass, so that no value is searched for placeholders; a function, because `$&` has a meaning.
  return template.replace(
    placeholder,
    (_line, assignment: string | undefined, key: string) =>
      `${assignment ?? ""}${filled[key] ?? ""}`,
  );
}
