import { shellWord } from "../../tokens/install-command.ts";
import type { Values } from "./values.ts";

/** Values as options of `helm install`, in the documentation's form: lists last, by index. */
export function setOptions(values: Values): string[] {
  const all = flatten(values);
  const isInList = ({ path }: Leaf) => path.includes("[");
  return [...all.filter((leaf) => !isInList(leaf)), ...all.filter(isInList)].map(setOption);
}

interface Leaf {
  readonly path: string;
  readonly value: string | number | boolean;
}

function flatten(values: Values, prefix = ""): Leaf[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix + key;
    if (typeof value !== "object") return [{ path, value }];
    if (!Array.isArray(value)) return flatten(value, `${path}.`);
    return value.flatMap((item: string | Values, index) =>
      typeof item === "string"
        ? [{ path: `${path}[${index}]`, value: item }]
        : flatten(item, `${path}[${index}].`),
    );
  });
}

function setOption({ path, value }: Leaf): string {
  if (typeof value !== "string") return `--set ${path}=${value}`;
  // `--set` would make a number, a boolean or nothing of these.
  const option = /^(true|false|null|[+-]?\d+)$/i.test(value) ? "--set-string" : "--set";
  const text = value.replace(/[\\,{}]/g, "\\$&");
  if (path.includes("[")) return `${option} ${quoted(`${path}=${text}`)}`;
  return `${option} ${path}=${path === "flavor" ? text : quoted(text)}`;
}

/** Between double quotes, as in the documentation, unless a shell would read something into it. */
function quoted(text: string): string {
  const isPlain = /^(?:[^$`"!\\\n]|\\[^$`"!\\\n])*$/.test(text);
  return isPlain ? `"${text}"` : shellWord(text);
}
