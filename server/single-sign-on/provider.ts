import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";
import type { Claims } from "./claims.ts";
import { type Outgoing, ProviderError } from "./outgoing.ts";
import type { EnabledConfig } from "./read.ts";

/** What we need of OpenID Connect Discovery 1.0 §3. */
const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
export type Discovery = z.infer<typeof Discovery>;
const Tokens = z.object({ id_token: z.string(), access_token: z.string().optional() });
const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** Asymmetric only: with a shared secret, whoever knows it could sign. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "EdDSA",
];
const withoutSlash = (url: string) => url.replace(/\/$/, "");

/** @throws {ProviderError} also when the document is another issuer's (Discovery §4.3) */
export async function discover(outgoing: Outgoing, issuer: string): Promise<Discovery> {
  const url = `${withoutSlash(issuer)}/.well-known/openid-configuration`;
  const found = Discovery.safeParse(await outgoing.json(url));
  if (!found.success) {
    const field = found.error.issues[0]?.path.join(".");
    throw new ProviderError(`${url} does not describe an OpenID provider (${field}).`);
  }
  if (withoutSlash(found.data.issuer) !== withoutSlash(issuer))
    throw new ProviderError(`${url} is of another issuer: ${found.data.issuer}.`);
  return found.data;
}

/** The keys that it signs with. @throws {ProviderError} */
export async function signingKeys(
  outgoing: Outgoing,
  discovery: Discovery,
): Promise<JSONWebKeySet> {
  const keys = Keys.safeParse(await outgoing.json(discovery.jwks_uri));
  if (!keys.success) throw new ProviderError(`${discovery.jwks_uri} holds no keys.`);
  return keys.data as JSONWebKeySet;
}

export interface Exchange {
  readonly config: EnabledConfig;
  readonly discovery: Discovery;
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly now: Date;
}

/** Trades the code for what the provider vouches for, verified. @throws {ProviderError} */
export async function claimsFor(outgoing: Outgoing, exchange: Exchange): Promise<Claims> {
  const { discovery } = exchange;
  const answer = await outgoing.json(discovery.token_endpoint, tokenRequest(exchange));
  const tokens = Tokens.safeParse(answer);
  if (!tokens.success) throw new ProviderError("The token endpoint gave no ID token.");
  const claims = await verified(outgoing, exchange, tokens.data.id_token);
  const { access_token: accessToken } = tokens.data;
  // Many keep the ID token short and tell the rest at the userinfo endpoint (Core §5.4).
  if (!discovery.userinfo_endpoint || !accessToken) return claims;
  const headers = { authorization: `Bearer ${accessToken}` };
  const told = z
    .record(z.string(), z.unknown())
    .safeParse(await outgoing.json(discovery.userinfo_endpoint, { headers }));
  // Core §5.3.2: claims of another subject must not be used.
  if (!told.success || told.data.sub !== claims.sub)
    throw new ProviderError("The userinfo endpoint told of somebody else.");
  return { ...told.data, ...claims };
}

function tokenRequest({ config, discovery, code, verifier, redirectUri }: Exchange) {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    redirect_uri: redirectUri,
    code_verifier: verifier,
    code,
  });
  const methods = discovery.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  if (methods.includes("client_secret_basic")) {
    // RFC 6749 §2.3.1: each part form-encoded first.
    const pair = [config.clientId, config.clientSecret].map(encodeURIComponent).join(":");
    const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
    return { form: form.toString(), headers: { authorization } };
  }
  form.set("client_id", config.clientId);
  form.set("client_secret", config.clientSecret);
  return { form: form.toString() };
}

async function verified(outgoing: Outgoing, exchange: Exchange, idToken: string): Promise<Claims> {
  const { config, discovery, nonce, now } = exchange;
  const keys = createLocalJWKSet(await signingKeys(outgoing, discovery));
  const { payload } = await jwtVerify(idToken, keys, {
    issuer: discovery.issuer,
    audience: config.clientId,
    algorithms,
    currentDate: now,
    clockTolerance: 60,
    requiredClaims: ["sub", "exp", "iat"],
  }).catch((error: Error) => {
    throw new ProviderError(`The ID token is not good: ${error.message}`);
  });
  if (payload.nonce !== nonce) throw new ProviderError("The ID token is of another sign-in.");
  if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload.azp !== config.clientId)
    throw new ProviderError("The ID token is for another client.");
  return payload;
}
