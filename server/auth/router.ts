import { z } from "zod";
import { admin, call, router, viewer } from "../trpc/init.ts";
import { ApiKeyView, CreateApiKey, createApiKey, listApiKeys, revokeApiKey } from "./api-key.ts";

export const accountRouter = router({
  /** Who the caller is. */
  me: viewer
    .output(z.object({ id: z.string(), name: z.string(), role: z.string().nullable() }))
    .query(({ ctx: { actor } }) => ({ id: actor.id, name: actor.name, role: actor.role })),
});

export const apiKeysRouter = router({
  list: admin.output(z.array(ApiKeyView)).query(({ ctx }) => listApiKeys(ctx)),
  create: admin
    .input(CreateApiKey)
    .output(z.object({ id: z.uuid(), key: z.string() }))
    .mutation(call(createApiKey)),
  revoke: admin
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.void())
    .mutation(call(revokeApiKey)),
});
