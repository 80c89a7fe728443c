import type { Logger } from "pino";
import { z } from "zod";
import { appendAudit } from "../audit/append.ts";
import type { SecretBox } from "../ca/secret-box.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { type Db, systemActor } from "../context.ts";
import type { User } from "../db/generated/client.ts";
import { publicUrl } from "../settings/public-url.ts";
import { type Attempt, challengeOf, newAttempt, sealAttempt, unsealAttempt } from "./attempt.ts";
import { personOf, type Reason } from "./claims.ts";
import { callbackPath } from "./get.ts";
import { openOutgoing, ProviderError } from "./outgoing.ts";
import { claimsFor, discover } from "./provider.ts";
import { type EnabledConfig, enabledConfig } from "./read.ts";
import { signInPerson } from "./sign-in.ts";

export interface SingleSignOnDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly config: Config;
  readonly secretBox: SecretBox;
  readonly log: Logger;
}

/** Where to send the browser, and what it has to bring back; or why not. */
export async function beginSignIn(
  deps: SingleSignOnDeps,
  next: string,
): Promise<{ url: string; sealed: string } | Reason> {
  const { db, secretBox, clock } = deps;
  const config = await enabledConfig(db, secretBox);
  if (!config) return "off";
  const attempt = newAttempt({ issuer: config.issuer, next, now: clock.now() });
  try {
    const outgoing = await openOutgoing(db, config.caCertificate);
    const discovery = await discover(outgoing, config.issuer);
    const url = new URL(discovery.authorization_endpoint);
    const redirectUri = await callbackUrl(deps);
    for (const [name, value] of Object.entries(asked(config, attempt, redirectUri)))
      url.searchParams.set(name, value);
    return { url: url.href, sealed: sealAttempt(secretBox, attempt) };
  } catch (error) {
    return refuse(deps, providerFault(deps, error));
  }
}

const asked = (config: EnabledConfig, attempt: Attempt, redirectUri: string) => ({
  response_type: "code",
  client_id: config.clientId,
  redirect_uri: redirectUri,
  scope: config.scopes,
  state: attempt.state,
  nonce: attempt.nonce,
  code_challenge: challengeOf(attempt),
  code_challenge_method: "S256",
});

const callbackUrl = async ({ db, config }: SingleSignOnDeps) =>
  `${await publicUrl(db, config)}${callbackPath}`;

/** What the provider adds to the callback; `iss` is RFC 9207's. */
export const Callback = z.object({
  code: z.string().max(4000).optional(),
  state: z.string().max(500).optional(),
  error: z.string().max(200).optional(),
  iss: z.string().max(500).optional(),
});

/** The user that came back from the provider, and where they wanted to go; or why not. */
export async function finishSignIn(
  deps: SingleSignOnDeps,
  sealed: string | null | undefined,
  query: z.infer<typeof Callback>,
): Promise<{ user: User; next: string } | Reason> {
  const { db, secretBox, clock } = deps;
  const config = await enabledConfig(db, secretBox);
  if (!config) return refuse(deps, "off");
  const attempt = unsealAttempt(secretBox, sealed, clock.now());
  // Another state is another browser's, or somebody's who wants us signed in as themselves.
  if (!attempt || attempt.state !== query.state || attempt.issuer !== config.issuer)
    return refuse(deps, "late");
  if (query.error === "access_denied") return refuse(deps, "cancelled");
  try {
    const claims = await claimsOf(deps, { config, attempt, query });
    const person = personOf(claims, config);
    if (typeof person === "string") return refuse(deps, person, claims.email);
    const user = await signInPerson(deps, config, person);
    if (typeof user === "string") return refuse(deps, user, person.email);
    return { user, next: attempt.next };
  } catch (error) {
    return refuse(deps, providerFault(deps, error));
  }
}

async function claimsOf(
  deps: SingleSignOnDeps,
  answered: { config: EnabledConfig; attempt: Attempt; query: z.infer<typeof Callback> },
) {
  const { config, attempt, query } = answered;
  if (!query.code) throw new ProviderError(`It answered ${query.error ?? "without a code"}.`);
  const outgoing = await openOutgoing(deps.db, config.caCertificate);
  const discovery = await discover(outgoing, config.issuer);
  if (query.iss !== undefined && query.iss !== discovery.issuer)
    throw new ProviderError(`The answer is of another issuer: ${query.iss}.`);
  const { verifier, nonce } = attempt;
  const redirectUri = await callbackUrl(deps);
  const exchange = { config, discovery, code: query.code, verifier, nonce, redirectUri };
  return claimsFor(outgoing, { ...exchange, now: deps.clock.now() });
}

/** The cause is the administrators': it stands in the log. */
function providerFault({ log }: SingleSignOnDeps, error: unknown): "provider" {
  if (!(error instanceof ProviderError)) throw error;
  log.warn({ problem: error.message }, "Single sign-on failed at the provider");
  return "provider";
}

async function refuse(
  { db, clock }: SingleSignOnDeps,
  reason: Reason,
  email?: unknown,
): Promise<Reason> {
  const who = typeof email === "string" ? { email: email.slice(0, 254) } : {};
  const details = { by: "single sign-on", reason, ...who };
  const record = { action: "sign_in_refused", actor: systemActor, target: "sign-in", details };
  await db.$transaction((tx) => appendAudit(tx, clock.now(), record));
  return reason;
}
