/** Log lines on standard error, which journald keeps. `<N>` is the priority of sd-daemon(3). */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const write = (priority: number) => (message: string) => {
  // One event a line, whatever a name or an answer held.
  process.stderr.write(`<${priority}>${message.replace(/\p{Cc}+/gu, " ")}\n`);
};

export const log: Log = { info: write(6), warn: write(4), error: write(3) };
