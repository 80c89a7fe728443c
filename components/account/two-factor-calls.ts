import { auth } from "../shell/session.ts";

/** Why the Console refused, in words for the person who asked. */
export class Refusal extends Error {}

interface Answer<Data> {
  data: Data | null;
  error: { status: number; message?: string | undefined; code?: string | undefined } | null;
}

const texts: Readonly<Record<string, string>> = {
  INVALID_PASSWORD: "The password is wrong.",
  INVALID_CODE: "The code is wrong. It changes every 30 seconds: use the newest.",
  TOTP_ALREADY_ENABLED: "It is on already. Load this page again.",
};

function dataOf<Data>({ data, error }: Answer<Data>): Data {
  if (data !== null) return data;
  if (error?.status === 429) throw new Refusal("Too many tries. Wait a minute, then try again.");
  const known = texts[error?.code ?? ""];
  throw new Refusal(known ?? error?.message ?? "The Console did not answer. Try again.");
}

/** Begins the set-up; nothing is asked for at sign-in until a code was shown to work. */
export async function beginTwoFactor(
  password: string,
): Promise<{ uri: string; codes: readonly string[] }> {
  const answer = dataOf(await auth.twoFactor.enable({ password }));
  if (answer.method !== "totp") throw new Refusal("The Console offers no authenticator codes.");
  return { uri: answer.totpURI, codes: answer.backupCodes };
}

export async function confirmTwoFactor(code: string): Promise<void> {
  dataOf(await auth.twoFactor.verifyTotp({ code }));
}

export async function backupCodesOf(password: string): Promise<readonly string[]> {
  return dataOf(await auth.twoFactor.generateBackupCodes({ password })).backupCodes;
}

export async function leaveTwoFactor(password: string): Promise<void> {
  dataOf(await auth.twoFactor.disable({ password }));
}
