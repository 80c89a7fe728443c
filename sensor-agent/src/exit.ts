/** Exit codes of CONTRACT.md, shared by install.sh and the sensor. */
export const exitCodes = {
  done: 0,
  usage: 2,
  preflight: 3,
  refused: 4,
  unreachable: 5,
  /** The Console removed this sensor: systemd must not start it again (RestartPreventExitStatus). */
  removed: 70,
} as const;

/** Ends the command with a code, and one line that says why and what to do. */
export class Exit extends Error {
  readonly code: number;

  constructor(kind: keyof typeof exitCodes, message: string) {
    super(message);
    this.code = exitCodes[kind];
  }
}
