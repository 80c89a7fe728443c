import type { Readable } from "node:stream";

/** What a command sees of the machine that it runs on. */
export interface World {
  /** Of `telovix` itself. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}
