import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { openOutgoing, ProviderError } from "./outgoing.ts";
import { discover, signingKeys } from "./provider.ts";
import type { TestedSingleSignOn, TestSingleSignOn } from "./schema.ts";

/** Asks a provider for what it says of itself, and for its keys; changes nothing. */
export async function testSingleSignOn(
  ctx: Ctx,
  { issuer, caCertificate }: TestSingleSignOn,
): Promise<TestedSingleSignOn> {
  authorize(ctx.actor, "administer");
  try {
    const outgoing = await openOutgoing(ctx.db, caCertificate);
    const discovery = await discover(outgoing, issuer);
    const { keys } = await signingKeys(outgoing, discovery);
    const authorizationEndpoint = discovery.authorization_endpoint;
    return { ok: true, problem: null, authorizationEndpoint, keys: keys.length };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ok: false, problem: error.message, authorizationEndpoint: null, keys: 0 };
  }
}
