import { httpBatchLink, httpSubscriptionLink, splitLink, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "../../server/trpc/router.ts";

const url = "/api/trpc";

/** Calls are batched; subscriptions run over server-sent events, which reconnect by themselves. */
export const links: TRPCLink<AppRouter>[] = [
  splitLink({
    condition: (operation) => operation.type === "subscription",
    true: httpSubscriptionLink({ url }),
    false: httpBatchLink({ url, maxURLLength: 4000 }),
  }),
];
