import { lineBytesMax } from "./loader-line.ts";

/** Cuts a byte stream into lines; what grows past the limit without an end is dropped and counted. */
export function makeLineReader(take: (line: string) => void, dropped: () => void) {
  let rest = "";
  let isSkipping = false;

  return (chunk: Buffer): void => {
    const parts = (rest + chunk.toString("utf8")).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      if (!isSkipping) take(part);
      isSkipping = false;
    }
    if (rest.length > lineBytesMax) {
      if (!isSkipping) dropped();
      isSkipping = true;
      rest = "";
    }
  };
}
