/** One line under a message's title. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

const factsMax = 10;
const valueMax = 500;

/**
 * What of an alert's details people read: numbers, texts and lists of them, named by their keys.
 * Ids and nested values are for programs.
 */
export function factsOf(details: Readonly<Record<string, unknown>>): Fact[] {
  return Object.entries(details)
    .filter(([key]) => !/(^i|I)ds?$/.test(key))
    .flatMap(([key, value]) => {
      const text = textOf(value);
      return text === "" ? [] : [{ label: labelOf(key), value: text }];
    })
    .slice(0, factsMax);
}

/** One line without control characters, which no receiver shows well. */
export function oneLine(text: string, max: number): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return (plain.length <= max ? plain : `${plain.slice(0, max - 1)}…`).toWellFormed();
}

function textOf(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return oneLine(`${value}`, valueMax);
  if (!Array.isArray(value)) return "";
  const parts = value.filter((part) => typeof part === "string" || typeof part === "number");
  return oneLine(parts.join(", "), valueMax);
}

/** `lastHeartbeatAt` is "Last heartbeat at". */
function labelOf(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return oneLine(words.charAt(0).toUpperCase() + words.slice(1), 60);
}
