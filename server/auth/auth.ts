import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { appendAudit } from "../audit/append.ts";
import type { Clock } from "../clock.ts";
import type { Actor, Db } from "../context.ts";
import { systemActor } from "../context.ts";
import { storedEmail } from "./email.ts";
import { isRole } from "./role.ts";

/** Header in which our own server hands the peer's address to better-auth; never the client's. */
export const addressHeader = "x-telovix-address";
/** Sign-in tries per address and minute, counted in the database for all consoles together. */
const signInTries = { window: 60, max: 10 };

export type Auth = ReturnType<typeof makeAuth>;

/** Sign-in by e-mail and password; sessions in secure cookies. Users are made by administrators only. */
export function makeAuth(deps: { db: Db; clock: Clock; secret: string; publicUrl: string }) {
  const { db, clock } = deps;
  const record = (action: string, actor: Actor, target: string, details: Record<string, string>) =>
    db.$transaction((tx) => appendAudit(tx, clock.now(), { action, actor, target, details }));

  return betterAuth({
    appName: "Telovix",
    baseURL: deps.publicUrl,
    secret: deps.secret,
    database: prismaAdapter(db, { provider: "postgresql" }),
    telemetry: { enabled: false },
    // A page is same-origin when its Origin names the very host that it asked (browsers set both).
    trustedOrigins: (request) => {
      const host = request?.headers.get("host");
      return host ? [`https://${host}`] : [];
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
    },
    user: { additionalFields: { role: { type: "string", input: false, defaultValue: "viewer" } } },
    session: { expiresIn: 7 * 86_400, updateAge: 86_400 },
    rateLimit: {
      enabled: true,
      storage: "database",
      customRules: { "/sign-in/email": signInTries, "/get-session": false },
    },
    advanced: {
      cookiePrefix: "telovix",
      useSecureCookies: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    hooks: {
      before: createAuthMiddleware(async (request) => {
        if (request.path !== "/sign-in/email" || typeof request.body?.email !== "string") return;
        const body = { ...request.body, email: storedEmail(request.body.email) };
        return { context: { body } };
      }),
      after: createAuthMiddleware(async (request) => {
        if (request.path === "/sign-in/email") {
          const user = request.context.newSession?.user;
          if (user) return void (await record("signed_in", asActor(user), `user:${user.id}`, {}));
          if (request.context.returned instanceof APIError) {
            const email = String(request.body?.email ?? "").slice(0, 254);
            await record("sign_in_refused", systemActor, "sign-in", { email });
          }
        }
        if (request.path === "/change-password" && request.context.session) {
          const { user } = request.context.session;
          await record("password_changed", asActor(user), `user:${user.id}`, {});
        }
      }),
    },
  });
}

/** A signed-in user as an actor; a role that this version does not know may do nothing. */
export function asActor(user: { id: string; name: string; role?: unknown }): Actor {
  const role = isRole(user.role) ? user.role : null;
  return { kind: "user", id: user.id, name: user.name, role };
}
