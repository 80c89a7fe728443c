import type { Installation } from "./installation.ts";

/** Where a command writes: results alone on `out`, so that scripts can take them; the rest on `err`. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
}

/** Opens the installation for as long as a command uses it. */
export type With = (use: (installation: Installation) => Promise<void>) => Promise<void>;
