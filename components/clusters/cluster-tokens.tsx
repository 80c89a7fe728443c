"use client";
import Link from "next/link";
import type { TokenView } from "../../server/tokens/schema.ts";
import { TokenActions } from "../tokens/token-actions.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { Panel } from "../ui/panel.tsx";
import { number, TokenEnd } from "./cluster-cells.tsx";

/** The tokens that nodes of this cluster may enroll with. */
export function ClusterTokens({ tokens }: { tokens: readonly TokenView[] }) {
  return (
    <Panel title="Tokens" bodyClassName="p-0">
      {tokens.length === 0 ? (
        <p className="p-4 text-ink-muted">
          No token admits nodes of this cluster any more: new nodes cannot enroll. Those that have
          enrolled go on.
        </p>
      ) : (
        <ul className="divide-y">
          {tokens.map((token) => (
            <li key={token.id} className="flex items-center justify-between gap-3 px-4 py-2.5">
              <span className="grid min-w-0 gap-0.5">
                <Link
                  href={tokenHref(token.id)}
                  className="truncate rounded font-medium font-mono text-[0.8125rem] hover:text-accent hover:underline"
                >
                  {token.prefix}…
                </Link>
                <span className="flex flex-wrap items-center gap-x-1.5 text-ink-muted text-xs">
                  {number(token.uses)} enrolled
                  <span aria-hidden>·</span>
                  {token.clusterUid === null && (
                    <>
                      not bound yet<span aria-hidden>·</span>
                    </>
                  )}
                  {token.replacedById !== null && (
                    <>
                      rotated<span aria-hidden>·</span>
                    </>
                  )}
                  <TokenEnd at={token.expiresAt} withWord />
                </span>
              </span>
              <TokenActions token={token} withRotate />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
