import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { AppError, errorTable } from "../errors.ts";
import { acceptInvite, openInvite } from "../users/accept-invite.ts";
import { AcceptInvite, OpenInvite } from "../users/schema.ts";

/**
 * What the holder of an invite may do without a session. Here rather than in tRPC, where every
 * procedure needs an actor, and because better-auth counts the tries.
 */
export function invitePlugin(deps: { db: Db; clock: Clock }) {
  return {
    id: "invite",
    endpoints: {
      openInvite: createAuthEndpoint(
        "/invite/open",
        { method: "POST", body: OpenInvite },
        (request) => asApiError(openInvite(deps, request.body.secret)),
      ),
      acceptInvite: createAuthEndpoint(
        "/invite/accept",
        { method: "POST", body: AcceptInvite },
        (request) => asApiError(acceptInvite(deps, request.body)),
      ),
    },
  } satisfies BetterAuthPlugin;
}

async function asApiError<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [status, title, help] = errorTable[error.code];
    throw new APIError(status, { code: error.code, message: `${title}. ${help}` });
  }
}
