import { z } from "zod";
import { admin, call, router, viewer } from "../trpc/init.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-key.ts";
import { whoIs } from "./me.ts";
import { endOtherSessions, endOwnSession, listOwnSessions } from "./own-sessions.ts";
import {
  ApiKeyPage,
  CreateApiKey,
  CreatedApiKey,
  ListApiKeys,
  Me,
  OneSession,
  OwnSessions,
} from "./schema.ts";

const own = ["account"];
const keys = ["API keys"];

export const accountRouter = router({
  me: viewer
    .meta({
      openapi: { method: "GET", path: "/account", summary: "Shows who the caller is", tags: own },
    })
    .output(Me)
    .query(({ ctx }) => whoIs(ctx.db, ctx.actor)),
  sessions: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/account/sessions",
        summary: "Lists where the caller is signed in",
        description: "Empty for an API key.",
        tags: own,
      },
    })
    .output(OwnSessions)
    .query(({ ctx }) => listOwnSessions(ctx)),
  endSession: viewer
    .meta({
      openapi: {
        method: "DELETE",
        path: "/account/sessions/{id}",
        summary: "Ends one of the caller's sessions",
        tags: own,
      },
      successStatus: 204,
    })
    .input(OneSession)
    .output(z.void())
    .mutation(call(endOwnSession)),
  endOtherSessions: viewer
    .meta({
      openapi: {
        method: "POST",
        path: "/account/sessions/end-others",
        summary: "Ends the caller's other sessions",
        tags: own,
      },
    })
    .output(z.object({ ended: z.number().int() }))
    .mutation(({ ctx }) => endOtherSessions(ctx)),
});

export const apiKeysRouter = router({
  list: admin
    .meta({
      openapi: {
        method: "GET",
        path: "/api-keys",
        summary: "Lists API keys",
        description: "Newest first; expired ones too, revoked ones not.",
        tags: keys,
      },
    })
    .input(ListApiKeys)
    .output(ApiKeyPage)
    .query(call(listApiKeys)),
  create: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/api-keys",
        summary: "Creates an API key",
        description: "The key is in this answer once; only its hash is kept.",
        tags: keys,
      },
      successStatus: 201,
      example: { name: "nightly clean-up", role: "admin", ttlSeconds: 7_776_000 },
    })
    .input(CreateApiKey)
    .output(CreatedApiKey)
    .mutation(call(createApiKey)),
  revoke: admin
    .meta({
      openapi: {
        method: "DELETE",
        path: "/api-keys/{id}",
        summary: "Revokes an API key",
        tags: keys,
      },
      successStatus: 204,
    })
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.void())
    .mutation(call(revokeApiKey)),
});
