import {
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCLink,
} from "@trpc/client";
import type { AppRouter } from "../../server/trpc/router.ts";

const url = "/api/trpc";

/** For a query whose answer must not wait for those of others that were asked for with it. */
export const aloneOnTheWire = { trpc: { context: { isAlone: true } } } as const;

/** Calls are batched; subscriptions run over server-sent events, which reconnect by themselves. */
export const links: TRPCLink<AppRouter>[] = [
  splitLink({
    condition: (operation) => operation.type === "subscription",
    true: httpSubscriptionLink({ url }),
    false: splitLink({
      condition: (operation) => operation.context.isAlone === true,
      true: httpLink({ url }),
      false: httpBatchLink({ url, maxURLLength: 4000 }),
    }),
  }),
];
