import { fstatSync } from "node:fs";

/** Log lines on standard error. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** journald listens on a socket and takes `<N>` for the priority, sd-daemon(3); a pod's log is a pipe. */
const isJournal = fstatSync(2).isSocket();

const write = (priority: number, word: string) => (message: string) => {
  // One event a line, whatever a name or an answer held.
  const text = message.replace(/\p{Cc}+/gu, " ");
  process.stderr.write(`${isJournal ? `<${priority}>` : word}${text}\n`);
};

export const log: Log = {
  info: write(6, ""),
  warn: write(4, "warning: "),
  error: write(3, "error: "),
};
