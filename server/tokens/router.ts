import { z } from "zod";
import { call, operator, provisioner, router, viewer } from "../trpc/init.ts";
import { createTokens } from "./create.ts";
import { getToken } from "./get.ts";
import { listTokens } from "./list.ts";
import { revokeToken } from "./revoke.ts";
import {
  CreatedTokens,
  CreateTokens,
  ListTokens,
  OneToken,
  TokenDetail,
  TokenPage,
} from "./schema.ts";

const tags = ["enrollment tokens"];

export const tokensRouter = router({
  create: provisioner
    .meta({ openapi: { method: "POST", path: "/enrollment-tokens", tags }, successStatus: 201 })
    .input(CreateTokens)
    .output(CreatedTokens)
    .mutation(call(createTokens)),
  list: viewer
    .meta({ openapi: { method: "GET", path: "/enrollment-tokens", tags } })
    .input(ListTokens)
    .output(TokenPage)
    .query(call(listTokens)),
  get: viewer
    .meta({ openapi: { method: "GET", path: "/enrollment-tokens/{id}", tags } })
    .input(OneToken)
    .output(TokenDetail)
    .query(call(getToken)),
  revoke: operator
    .meta({
      openapi: { method: "DELETE", path: "/enrollment-tokens/{id}", tags },
      successStatus: 204,
    })
    .input(OneToken)
    .output(z.void())
    .mutation(call(revokeToken)),
});
