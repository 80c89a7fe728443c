import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Logger } from "pino";
import type { SecretBox } from "../ca/secret-box.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Db } from "../context.ts";
import { singleSignOnPlugin } from "../single-sign-on/plugin.ts";
import { addressHeader, clientAddress } from "./client-address.ts";
import { storedEmail } from "./email.ts";
import { invitePlugin } from "./invite-plugin.ts";
import { recordSignIns } from "./record-sign-ins.ts";
import { isServed } from "./served-paths.ts";

/**
 * Tries of an address with less than a minute between them, counted for all consoles together.
 * An office comes from one address; a password of 12 characters is not found by 30 tries a minute.
 */
const fewTries = { window: 60, max: 30 };

export type Auth = ReturnType<typeof makeAuth>;
export interface AuthDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly secret: string;
  readonly secretBox: SecretBox;
  readonly config: Config;
  readonly log: Logger;
}

/** Sign-in and sessions, in secure cookies. Users are made by administrators or single sign-on. */
export function makeAuth(deps: AuthDeps) {
  const { db } = deps;
  return betterAuth({
    appName: "Telovix",
    baseURL: deps.config.publicUrl,
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
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "viewer" },
        disabledAt: { type: "date", input: false, required: false },
        lastSignInAt: { type: "date", input: false, required: false },
      },
    },
    session: { expiresIn: 7 * 86_400, updateAge: 86_400 },
    rateLimit: {
      enabled: true,
      storage: "database",
      customRules: {
        "/sign-in/email": fewTries,
        "/two-factor/*": fewTries,
        "/invite/*": fewTries,
        "/change-password": fewTries,
        // A whole office may come from one address.
        "/single-sign-on/*": { window: 60, max: 60 },
        "/get-session": false,
      },
    },
    advanced: {
      cookiePrefix: "telovix",
      useSecureCookies: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({ issuer: "Telovix", totpOptions: { digits: 6, period: 30 } }),
      invitePlugin(deps),
      singleSignOnPlugin(deps),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }, request) => {
            await refuseDisabled(db, userId);
            // The whole address: better-auth keeps only the network of an IPv6 one.
            return { data: { ipAddress: clientAddress(request?.headers) } };
          },
        },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (request) => {
        if (!isServed(request.path)) throw new APIError("NOT_FOUND");
        if (request.path.startsWith("/two-factor/verify-")) {
          // No browser is trusted for good: whoever took it over would not need the second factor.
          const isSetUp = (await getSessionFromCtx(request)) !== null;
          const code = String(request.body?.code ?? "").trim();
          // Said outright: what is left out here is taken from the body that was sent.
          const never = { trustDevice: false, disableSession: false };
          return { context: { body: { code, isSetUp, ...never } } };
        }
        if (request.path !== "/sign-in/email" || typeof request.body?.email !== "string") return;
        const body = { ...request.body, email: storedEmail(request.body.email) };
        return { context: { body } };
      }),
      after: recordSignIns(deps),
    },
  });
}

/** Whatever the way in: a disabled user gets no session. Said only to who proved to be that user. */
async function refuseDisabled(db: Db, userId: string): Promise<void> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  if (!user?.disabledAt) return;
  throw new APIError("FORBIDDEN", {
    code: "USER_DISABLED",
    message: "An administrator has disabled this account.",
  });
}
