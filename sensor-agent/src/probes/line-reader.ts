import { StringDecoder } from "node:string_decoder";
import { lineBytesMax } from "./loader-line.ts";

/** Cuts a byte stream into lines; what grows past the limit without an end is dropped and counted. */
export function makeLineReader(
  take: (line: string) => void,
  dropped: () => void,
  lengthMax = lineBytesMax,
) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let isSkipping = false;

  return (chunk: Buffer): void => {
    const parts = (rest + decoder.write(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      if (!isSkipping) take(part);
      isSkipping = false;
    }
    if (rest.length > lengthMax) {
      if (!isSkipping) dropped();
      isSkipping = true;
      rest = "";
    }
  };
}
