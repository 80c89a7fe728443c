import type { Actor, Db } from "../context.ts";
import { verifyApiKey } from "./api-key.ts";
import { type Auth, asActor } from "./auth.ts";

/** Who makes a request: the holder of an API key, else the user of the session cookie, else nobody. */
export function makeIdentify(deps: { auth: Auth; db: Db; now: () => Date }) {
  return async (headers: Headers): Promise<Actor | null> => {
    const key = /^Bearer (\S+)$/.exec(headers.get("authorization") ?? "")?.[1];
    if (key) return verifyApiKey(deps.db, key, deps.now());
    const session = await deps.auth.api.getSession({ headers });
    return session ? asActor(session.user) : null;
  };
}
