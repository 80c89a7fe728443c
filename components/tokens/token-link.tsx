"use client";
import { Timer } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import type { TokenView } from "../../server/tokens/schema.ts";

/** Which token's details are open; part of the address, so that a sensor can link to its token. */
export const useOpenToken = () =>
  useQueryState("token", parseAsString.withOptions({ history: "push" }));

export const tokenHref = (id: string): string => `/sensors/tokens?token=${id}`;

export function TokenLink({ token }: { token: TokenView }) {
  const [, open] = useOpenToken();
  return (
    <span className="grid min-w-0">
      <span className="flex items-center gap-1.5">
        <button
          type="button"
          onClick={() => open(token.id)}
          className="truncate rounded text-left font-medium font-mono text-[0.8125rem] after:absolute after:inset-0 after:content-[''] hover:text-accent"
        >
          {token.prefix}…
        </button>
        {token.ephemeral && (
          <span title="Its sensors are ephemeral" className="text-ink-muted">
            <Timer aria-hidden className="size-3.5" />
            <span className="sr-only">Its sensors are ephemeral</span>
          </span>
        )}
      </span>
      <span className="truncate text-ink-muted text-xs">
        {[token.clusterName && `cluster ${token.clusterName}`, token.description]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </span>
  );
}
