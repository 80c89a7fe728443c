import { type ErrorCode, errorTable } from "../errors.ts";
import type { Cause, CauseFacts, PreflightCode } from "./cause-facts.ts";
import { preflightCauses } from "./preflight-causes.ts";
import { refusalCauses } from "./refusal-causes.ts";

const isError = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);
const isRefusal = (code: ErrorCode): code is keyof typeof refusalCauses =>
  Object.hasOwn(refusalCauses, code);
const isPreflight = (code: string): code is PreflightCode => Object.hasOwn(preflightCauses, code);

/** The cause behind a code; one that is told of by another version speaks for itself. */
export function attemptCause(code: string, facts: CauseFacts): Cause {
  const nothing = { action: null, command: null };
  if (isPreflight(code)) {
    return { ...nothing, title: code, fix: facts.detail, ...preflightCauses[code](facts) };
  }
  if (!isError(code)) return { ...nothing, title: code, fix: facts.detail };
  const [, title, fix] = errorTable[code];
  return { ...nothing, title, fix, ...(isRefusal(code) ? refusalCauses[code](facts) : {}) };
}
