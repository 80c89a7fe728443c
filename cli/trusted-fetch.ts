import { X509Certificate } from "node:crypto";
import type { Connection, Trust } from "./config.ts";
import { CliError, exitCodes } from "./exit-codes.ts";
import { type HttpsFetch, makeHttpsFetch } from "./https-fetch.ts";

/** A fetch that talks to no one but the Console that was meant. */
export async function trustedFetch({
  url,
  trust,
}: Omit<Connection, "apiKey">): Promise<HttpsFetch> {
  return makeHttpsFetch({ ca: await caOf(url, trust) });
}

/**
 * The CA to trust; undefined: those of this machine. A fingerprint names the one certificate that
 * the Console's own `ca.pem` may hold, so it may come over a connection that nobody vouches for.
 */
export async function caOf(url: string, trust: Trust): Promise<string | undefined> {
  if (trust.kind === "system") return undefined;
  if (trust.kind === "ca") return trust.pem;
  const anyone = makeHttpsFetch({ ca: undefined, anyone: true });
  const answer = await anyone(new Request(`${url}/api/v1/sensor/ca.pem`));
  const pem = await answer.text();
  if (answer.status === 200 && sha256Of(pem) === trust.sha256) return pem;
  throw new CliError(exitCodes.unreachable, `The CA of ${url} has another fingerprint.`, {
    help: "Compare it with Settings > Console. If it differs, this is not your Console.",
  });
}

function sha256Of(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase();
  } catch {
    return "";
  }
}
