import { z } from "zod";
import { auth } from "../shell/session.ts";

/** Why the Console refused, in words for the person who asked. */
export class Refusal extends Error {
  readonly code: string;

  constructor(message: string, code = "") {
    super(message);
    this.code = code;
  }
}

const texts: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: "E-mail or password is wrong.",
  INVALID_EMAIL: "E-mail or password is wrong.",
  USER_DISABLED: "This account is disabled. Ask an administrator of this Console.",
  INVALID_CODE: "The code is wrong. It changes every 30 seconds: use the newest.",
  INVALID_BACKUP_CODE: "This is no backup code that is still good.",
  INVALID_TWO_FACTOR_COOKIE: "That took too long. Sign in again.",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "Too many wrong codes. Sign in again.",
  ACCOUNT_TEMPORARILY_LOCKED: "Too many wrong codes in a row. Try again in 15 minutes.",
};
/** After these, the password has to be typed again. */
const startAgain = new Set(["INVALID_TWO_FACTOR_COOKIE", "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE"]);
export const hasToStartAgain = (error: unknown) =>
  error instanceof Refusal && startAgain.has(error.code);

interface Failure {
  status: number;
  code?: string | undefined;
  message?: string | undefined;
}

function refusal({ status, code = "", message }: Failure, retryAfter: number | null): Refusal {
  const known = texts[code];
  if (known) return new Refusal(known, code);
  if (status === 429) {
    const wait = retryAfter ? `${retryAfter} seconds` : "a minute";
    return new Refusal(`Too many attempts. Wait ${wait}, then try again.`);
  }
  if (status >= 400 && status < 500)
    return new Refusal(message ?? "E-mail or password is wrong.", code);
  return new Refusal("The Console did not answer. Try again in a few seconds.");
}

/** Calls better-auth's or our own route for who is not signed in. @throws {Refusal} */
async function post<Answer>(
  path: string,
  body: object,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  let retryAfter: number | null = null;
  const { data, error } = await auth.$fetch<unknown>(path, {
    method: "POST",
    body,
    onError: ({ response }) => {
      retryAfter = Number(response.headers.get("x-retry-after")) || null;
    },
  });
  if (error) throw refusal(error, retryAfter);
  return schema.parse(data);
}

const SignedIn = z.object({ twoFactorRedirect: z.boolean().optional() });

/** @returns what is still needed. @throws {Refusal} */
export async function signInByPassword(
  email: string,
  password: string,
): Promise<"nothing" | "code"> {
  const { twoFactorRedirect } = await post("/sign-in/email", { email, password }, SignedIn);
  return twoFactorRedirect ? "code" : "nothing";
}

export async function proveCode(code: string, kind: "totp" | "backup-code"): Promise<void> {
  await post(`/two-factor/verify-${kind}`, { code }, z.unknown());
}

const Invite = z.object({ email: z.string(), role: z.string(), kind: z.enum(["join", "reset"]) });
export type Invite = z.infer<typeof Invite>;

export function openInvite(secret: string): Promise<Invite> {
  return post("/invite/open", { secret }, Invite);
}

export function acceptInvite(input: {
  secret: string;
  name?: string;
  password: string;
}): Promise<{ email: string }> {
  return post("/invite/accept", input, z.object({ email: z.string() }));
}
