"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { poolTag, poolTokenId } from "../../server/pools/key.ts";
import { useTRPC } from "../api/trpc.ts";

/** A filter that a link has set and no menu offers. */
function FilterChip({
  label,
  value,
  onRemove,
}: {
  label: string;
  value: ReactNode;
  onRemove: () => void;
}) {
  return (
    <span className="flex h-9 items-center gap-1.5 rounded-md border border-accent bg-accent-soft/50 pl-3 text-[0.8125rem] max-sm:pl-2">
      {label}
      <span className="max-w-40 truncate font-medium">{value}</span>
      <button
        type="button"
        onClick={onRemove}
        className="grid size-8.5 place-items-center rounded-r-md text-ink-muted hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
        <span className="sr-only">Remove the {label.toLowerCase()} filter</span>
      </button>
    </span>
  );
}

export function TokenChip({ token, onRemove }: { token: string; onRemove: () => void }) {
  return <FilterChip label="Token" value={<TokenPrefix id={token} />} onRemove={onRemove} />;
}

export function PoolChip({ pool, onRemove }: { pool: string; onRemove: () => void }) {
  const tokenId = poolTokenId(pool);
  const value = tokenId === null ? poolTag(pool) : <TokenPrefix id={tokenId} />;
  return <FilterChip label="Pool" value={value} onRemove={onRemove} />;
}

function TokenPrefix({ id }: { id: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id }));
  return token.data ? `${token.data.prefix}…` : `${id.slice(0, 8)}…`;
}
