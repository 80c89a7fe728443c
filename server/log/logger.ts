import { type Logger, pino } from "pino";

/** JSON lines on stdout. Secrets never reach it: what may carry one is redacted by name. */
export function makeLogger(level: string, process: string): Logger {
  return pino({
    level,
    base: { process },
    redact: ["token", "password", "authorization", "cookie", "*.token", "*.password", "headers"],
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
