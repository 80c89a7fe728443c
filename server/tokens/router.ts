import { z } from "zod";
import { call, operator, provisioner, router, viewer } from "../trpc/init.ts";
import { createTokens } from "./create.ts";
import { getToken } from "./get.ts";
import { listTokenSensors } from "./ledger.ts";
import { listTokens } from "./list.ts";
import { revokeToken } from "./revoke.ts";
import { rotateToken } from "./rotate.ts";
import {
  CreatedTokens,
  CreateTokens,
  ListTokenSensors,
  ListTokens,
  OneToken,
  RotatedToken,
  RotateToken,
  TokenDetail,
  TokenPage,
  TokenSensorPage,
} from "./schema.ts";

const tags = ["enrollment tokens"];

export const tokensRouter = router({
  create: provisioner
    .meta({
      openapi: {
        method: "POST",
        path: "/enrollment-tokens",
        summary: "Creates enrollment tokens",
        description:
          "The secrets are in this answer and never again; a repetition with the same Idempotency-Key within 24 hours is the one exception.",
        tags,
      },
      example: {
        type: "batch",
        maxUses: 20,
        ttlSeconds: 86400,
        tags: ["env:prod"],
        description: "Rack 12",
      },
      successStatus: 201,
    })
    .input(CreateTokens)
    .output(CreatedTokens)
    .mutation(call(createTokens)),
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/enrollment-tokens",
        summary: "Lists enrollment tokens",
        description: "Newest first, never with their secrets.",
        tags,
      },
    })
    .input(ListTokens)
    .output(TokenPage)
    .query(call(listTokens)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/enrollment-tokens/{id}",
        summary: "Shows an enrollment token",
        description: "With the sensors that it enrolled.",
        tags,
      },
    })
    .input(OneToken)
    .output(TokenDetail)
    .query(call(getToken)),
  sensors: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/enrollment-tokens/{id}/sensors",
        summary: "Lists the sensors that a token enrolled",
        tags,
      },
    })
    .input(ListTokenSensors)
    .output(TokenSensorPage)
    .query(call(listTokenSensors)),
  rotate: operator
    .meta({
      openapi: {
        method: "POST",
        path: "/enrollment-tokens/{id}/rotate",
        summary: "Replaces an enrollment token",
        description:
          "The new token takes the old one's place; both admit until the overlap is over. The secret is in this answer and never again.",
        tags,
      },
      errors: ["AlreadyDecided"],
      example: { overlapSeconds: 3600 },
      successStatus: 201,
    })
    .input(RotateToken)
    .output(RotatedToken)
    .mutation(call(rotateToken)),
  revoke: operator
    .meta({
      openapi: {
        method: "DELETE",
        path: "/enrollment-tokens/{id}",
        summary: "Revokes an enrollment token",
        description: "Sensors that it enrolled stay.",
        tags,
      },
      successStatus: 204,
    })
    .input(OneToken)
    .output(z.void())
    .mutation(call(revokeToken)),
});
