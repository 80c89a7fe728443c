import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";
import { publicUrl } from "../settings/public-url.ts";
import { attemptSeconds } from "./attempt.ts";
import { beginSignIn, Callback, finishSignIn, type SingleSignOnDeps } from "./flow.ts";

const Start = z.object({ next: z.string().max(2000).default("/") });
/** The sign-in page knows which paths are ours, and why somebody is there again. */
const signInPage = (parameters: Record<string, string>) =>
  `/sign-in?${new URLSearchParams(parameters)}`;

/**
 * Sign-in through an OpenID provider: code flow with PKCE, state and nonce. Its configuration is
 * read with each request, so that a change holds on every console at once.
 */
export function singleSignOnPlugin(deps: SingleSignOnDeps) {
  const cookie = { maxAge: attemptSeconds };
  return {
    id: "single-sign-on",
    endpoints: {
      startSingleSignOn: createAuthEndpoint(
        "/single-sign-on/start",
        { method: "GET", query: Start },
        async (request) => {
          const { next } = request.query;
          const url = await publicUrl(deps.db, deps.config);
          // The provider leads back to the public URL, and only a cookie of that host is there then.
          if (request.headers?.get("host") !== new URL(url).host)
            throw request.redirect(`${url}${signInPage({ next })}`);
          const begun = await beginSignIn(deps, next);
          if (typeof begun === "string")
            throw request.redirect(signInPage({ reason: begun, next }));
          const { name, attributes } = request.context.createAuthCookie("single_sign_on", cookie);
          request.setCookie(name, begun.sealed, attributes);
          throw request.redirect(begun.url);
        },
      ),
      finishSingleSignOn: createAuthEndpoint(
        "/single-sign-on/callback",
        { method: "GET", query: Callback },
        async (request) => {
          const { name, attributes } = request.context.createAuthCookie("single_sign_on", cookie);
          const finished = await finishSignIn(deps, request.getCookie(name), request.query);
          request.setCookie(name, "", { ...attributes, maxAge: 0 });
          if (typeof finished === "string")
            throw request.redirect(signInPage({ reason: finished }));
          const { user, next } = finished;
          const session = await request.context.internalAdapter.createSession(user.id);
          await setSessionCookie(request, { session, user });
          throw request.redirect(signInPage({ next }));
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
