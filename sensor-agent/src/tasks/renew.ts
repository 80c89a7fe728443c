import type { Clock } from "../clock.ts";
import { certificateRequest } from "../identity/csr.ts";
import { renewalTimeMs } from "../identity/renewal.ts";
import type { IdentityStore } from "../identity/store.ts";
import { backoffMs } from "../link/backoff.ts";
import { post } from "../link/post.ts";
import type { Log } from "../log.ts";
import { RenewResponse } from "../protocol.ts";

/** Longer waits are cut, because setTimeout takes 24.8 days at most and clocks are set meanwhile. */
const longestWaitMs = 3_600_000;

/** Each try has the Console issue another one. */
const unkeptMs = 600_000;

/** Renews the certificate when two thirds of its life are over; the next connection uses it. */
export async function renewTask(
  deps: { store: IdentityStore; clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, log } = deps;
  for (let attempt = 1; !signal.aborted; ) {
    const identity = store.read();
    if (!identity) return;
    const waitMs = renewalTimeMs(identity.certificate) - clock.nowMs();
    if (waitMs > 0) {
      await clock.sleep(Math.min(waitMs, longestWaitMs), signal);
      continue;
    }
    const renewed = await renewOnce(identity, clock, signal).catch((error: Error) => error);
    const failure = typeof renewed === "string" ? keep(store, renewed) : renewed;
    if (failure === null) {
      log.info("The certificate was renewed.");
      attempt = 1;
    } else {
      log.warn(`The certificate was not renewed: ${failure.message}`);
      const isUnkept = typeof renewed === "string";
      const waitMs = isUnkept ? unkeptMs : backoffMs(attempt + 3, Math.random());
      await clock.sleep(waitMs, signal);
      attempt += 1;
    }
  }
}

/** Why it cannot be kept, as on a full disk: the old certificate is good for a while yet. */
function keep(store: IdentityStore, certificate: string): Error | null {
  try {
    store.replaceCertificate(certificate);
    return null;
  } catch (error) {
    return error as Error;
  }
}

async function renewOnce(
  identity: { certificate: string; key: string; ca: string; config: { sensorUrl: string } },
  clock: Clock,
  signal: AbortSignal,
): Promise<string> {
  const { ca, certificate: cert, key, config } = identity;
  const url = new URL("renew", config.sensorUrl.replace(/^wss/, "https"));
  const answer = await post(
    url,
    { csr: certificateRequest(key) },
    { ca, cert, key, nowMs: clock.nowMs(), signal, isGateway: true },
  );
  if (answer.status !== 200) throw new Error(answer.problem?.detail ?? `HTTP ${answer.status}`);
  return RenewResponse.parse(answer.body).certificate;
}
