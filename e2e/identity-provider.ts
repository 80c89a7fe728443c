import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import Provider from "oidc-provider";
import type { Page } from "playwright-core";
import { issueCertificate } from "../server/ca/certificate.ts";
import { freePorts } from "./free-port.ts";

/** Somebody whom the provider knows, by the name that they sign in with there. */
export interface KnownPerson {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

/** A real OpenID provider over TLS, with a CA of its own. */
export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly caCertificate: string;
  readonly client: { readonly id: string; readonly secret: string };
}

export async function startIdentityProvider(options: {
  redirectUri: string;
  people: Readonly<Record<string, KnownPerson>>;
}): Promise<IdentityProvider> {
  const [port = 0] = await freePorts(1);
  const issuer = `https://localhost:${port}`;
  const client = { id: "telovix", secret: "a secret:with/what has to be+encoded" };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: client.id, client_secret: client.secret, redirect_uris: [options.redirectUri] },
    ],
    scopes: ["openid", "email", "profile", "groups"],
    claims: { email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    pkce: { required: () => true },
    cookies: { keys: ["for tests only"] },
    findAccount: (_context: unknown, accountId: string) =>
      options.people[accountId] && {
        accountId,
        claims: async () => ({ sub: accountId, ...options.people[accountId] }),
      },
  });
  const tls = certificates();
  const server = createServer({ key: tls.key, cert: tls.certificate }, provider.callback());
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    client,
    caCertificate: tls.authority,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Signs in at the provider, as its own page asks for it. */
export async function signInAtProvider(page: Page, who: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(who);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

function certificates() {
  const ca = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const leaf = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = { commonName: "Provider's CA", privateKey: ca.privateKey };
  const time = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 3.6e6) };
  const authority = issueCertificate(
    {
      ...time,
      commonName: issuer.commonName,
      publicKey: ca.publicKey,
      usage: "authority",
      names: [],
    },
    issuer,
  );
  const names = [{ type: "dns", value: "localhost" } as const];
  const server = issueCertificate(
    { ...time, commonName: "localhost", publicKey: leaf.publicKey, usage: "server", names },
    issuer,
  );
  const key = leaf.privateKey.export({ type: "pkcs8", format: "pem" });
  return { authority: authority.pem, certificate: server.pem, key };
}
