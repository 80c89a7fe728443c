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
  sensors: viewer
    .meta({ openapi: { method: "GET", path: "/enrollment-tokens/{id}/sensors", tags } })
    .input(ListTokenSensors)
    .output(TokenSensorPage)
    .query(call(listTokenSensors)),
  rotate: operator
    .meta({
      openapi: { method: "POST", path: "/enrollment-tokens/{id}/rotate", tags },
      successStatus: 201,
    })
    .input(RotateToken)
    .output(RotatedToken)
    .mutation(call(rotateToken)),
  revoke: operator
    .meta({
      openapi: { method: "DELETE", path: "/enrollment-tokens/{id}", tags },
      successStatus: 204,
    })
    .input(OneToken)
    .output(z.void())
    .mutation(call(revokeToken)),
});
