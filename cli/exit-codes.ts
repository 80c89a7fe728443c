/** What `telovix` ends with; docs/cli.md lists them. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  unreachable: 4,
  partly: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command: what went wrong, what to do, and the exit code. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly help: string | undefined;
  /** The Console's own answer, for `--json`. */
  readonly problem: object | undefined;

  constructor(
    exitCode: ExitCode,
    message: string,
    more: { help?: string; problem?: object; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.exitCode = exitCode;
    this.help = more.help;
    this.problem = more.problem;
  }
}

export const usage = (message: string, help?: string) =>
  new CliError(exitCodes.usage, message, help ? { help } : {});
