import { call, operator, router, viewer } from "../trpc/init.ts";
import { getPool } from "./get.ts";
import { listPools } from "./list.ts";
import { ListPools, OnePool, PoolDetail, PoolPage, SetExpectedSize } from "./schema.ts";
import { setExpectedSize } from "./set-expected-size.ts";

const tags = ["pools"];

export const poolsRouter = router({
  list: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/pools",
        summary: "Lists pools",
        description: "A pool is what shares a `pool:` tag, else a token.",
        tags,
      },
    })
    .input(ListPools)
    .output(PoolPage)
    .query(call(listPools)),
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/pools/{key}",
        summary: "Shows a pool",
        description: "With its last 24 hours.",
        tags,
      },
    })
    .input(OnePool)
    .output(PoolDetail)
    .query(call(getPool)),
  setExpectedSize: operator
    .meta({
      openapi: {
        method: "PUT",
        path: "/pools/{key}",
        summary: "Sets how many sensors a pool should have",
        tags,
      },
      example: { expectedSize: 12 },
    })
    .input(SetExpectedSize)
    .output(SetExpectedSize)
    .mutation(call(setExpectedSize)),
});
