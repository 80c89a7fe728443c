import { APIError, createAuthMiddleware } from "better-auth/api";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Actor, Db } from "../context.ts";
import { systemActor } from "../context.ts";
import { asActor } from "./as-actor.ts";
import { shownEmail } from "./email.ts";

interface Happening {
  readonly action: string;
  readonly actor: Actor;
  readonly target: string;
  readonly details?: Record<string, string>;
}
/** The part of better-auth's answer that tells what happened. */
type Answered = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** The paths that prove a second factor. */
const codePaths: Readonly<Record<string, string>> = {
  "/two-factor/verify-totp": "code",
  "/two-factor/verify-backup-code": "backup code",
};
const ofOwner: Readonly<Record<string, string>> = {
  "/change-password": "password_changed",
  "/two-factor/disable": "two_factor_disabled",
  "/two-factor/generate-backup-codes": "backup_codes_generated",
};

/** After each answer of better-auth: what belongs into the audit, and when somebody signed in last. */
export function recordSignIns({ db, clock }: { db: Db; clock: Clock }) {
  return createAuthMiddleware(async (request) => {
    const happened = happening(request);
    if (!happened) return;
    const at = clock.now();
    await db.$transaction(async (tx) => {
      if (happened.action === "signed_in") {
        const { id } = happened.actor;
        await tx.user.updateMany({ where: { id }, data: { lastSignInAt: at } });
      }
      await appendAudit(tx, at, happened);
    });
  });
}

function happening(request: Answered): Happening | null {
  const { path, context } = request;
  const failed = context.returned instanceof APIError;
  const email = String(request.body?.email ?? "").slice(0, 254);
  if (path === "/sign-in/email") {
    const user = context.newSession?.user;
    // With a second factor to come, its plugin takes this session away again, after us.
    if (user) return user.twoFactorEnabled ? null : signedIn(user, "password");
    return failed ? refused({ email: shownEmail(email) }) : null;
  }
  const factor = codePaths[path];
  if (factor) return secondFactor(request, factor, failed);
  const action = ofOwner[path];
  if (!action || failed || !context.session) return null;
  return byOwner(action, context.session.user);
}

/**
 * The same routes finish setting it up, in a session, and signing in, without one; which it is,
 * the hook before noted: by now the old session is gone.
 */
function secondFactor(
  { body, context }: Answered,
  factor: string,
  failed: boolean,
): Happening | null {
  const isSetUp = body?.isSetUp === true;
  if (failed) return isSetUp ? null : refused({ factor });
  if (!context.newSession) return null;
  const { user } = context.newSession;
  return isSetUp ? byOwner("two_factor_enabled", user) : signedIn(user, `password and ${factor}`);
}

type User = Parameters<typeof asActor>[0];

const signedIn = (user: User, by: string): Happening => ({
  ...byOwner("signed_in", user),
  details: { by },
});

const byOwner = (action: string, user: User): Happening => ({
  action,
  actor: asActor(user),
  target: `user:${user.id}`,
});

const refused = (details: Record<string, string>): Happening => ({
  action: "sign_in_refused",
  actor: systemActor,
  target: "sign-in",
  details,
});
