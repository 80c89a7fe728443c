import type { Actor, Db } from "../context.ts";
import { verifyApiKey } from "./api-key.ts";
import { asActor } from "./as-actor.ts";
import type { Auth } from "./auth.ts";
import { clientAddress } from "./client-address.ts";

/**
 * Who makes a request: the holder of an API key, else the user of the session cookie, else nobody.
 * @throws {AppError} `ApiKeyExpired`
 */
export function makeIdentify(deps: { auth: Auth; db: Db; now: () => Date }) {
  return async (headers: Headers): Promise<Actor | null> => {
    const key = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
    const address = clientAddress(headers);
    if (key) return verifyApiKey(deps.db, key, { now: deps.now(), address });
    const signedIn = await deps.auth.api.getSession({ headers });
    // Disabling ends sessions; one that was being made at that moment is worth nothing either.
    if (!signedIn || signedIn.user.disabledAt) return null;
    return { ...asActor(signedIn.user), sessionId: signedIn.session.id };
  };
}
