"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "../../server/trpc/router.ts";
import { links } from "./links.ts";
import { isWorthRetrying, problemCode } from "./problem.ts";
import { TRPCProvider } from "./trpc.ts";

/** A session that ended meanwhile: sign in again and come back to this very page. */
function leaveWhenSignedOut(error: unknown) {
  if (problemCode(error) !== "Unauthenticated") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?reason=expired&next=${encodeURIComponent(here)}`);
}

function makeQueryClient() {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: { queries: { staleTime: 5_000, retry: isWorthRetrying } },
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(() => createTRPCClient<AppRouter>({ links }));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
