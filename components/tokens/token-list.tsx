"use client";
import type { TokenView } from "../../server/tokens/schema.ts";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { useIsNarrow } from "../table/use-is-narrow.ts";
import { RelativeTime } from "../time/time.tsx";
import { TokenActions } from "./token-actions.tsx";
import { TokenExpiry } from "./token-expiry.tsx";
import { TokenLink } from "./token-link.tsx";
import { TokenStateBadge } from "./token-state.tsx";
import { tokenTypeWord } from "./token-type-choice.tsx";
import { UsesMeter } from "./uses-meter.tsx";

export function TokenList({ tokens }: { tokens: readonly TokenView[] }) {
  return useIsNarrow() ? <TokenCards tokens={tokens} /> : <TokenTable tokens={tokens} />;
}

function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  return (
    <Table label="Enrollment tokens">
      <thead>
        <tr>
          <Th>Token</Th>
          <Th className="w-26">Type</Th>
          <Th className="w-28">State</Th>
          <Th className="w-32">Uses</Th>
          <Th className="w-32">Expires</Th>
          <Th className="hidden w-32 lg:table-cell">Last used</Th>
          <Th className="hidden w-48 lg:table-cell">Created by</Th>
          <Th className="w-38">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <Tr key={token.id}>
            <Td className="py-2">
              <TokenLink token={token} />
            </Td>
            <Td className="whitespace-nowrap">{tokenTypeWord(token.type)}</Td>
            <Td>
              <TokenStateBadge state={token.state} />
            </Td>
            <Td>
              <UsesMeter uses={token.uses} maxUses={token.maxUses} />
            </Td>
            <Td>
              <TokenExpiry token={token} />
            </Td>
            <Td className="hidden lg:table-cell">
              {token.lastUsedAt ? (
                <RelativeTime at={token.lastUsedAt} />
              ) : (
                <span className="text-ink-faint">never</span>
              )}
            </Td>
            <Td className="hidden truncate lg:table-cell" title={token.createdBy}>
              {token.createdBy}
            </Td>
            <Td className="text-right">
              <TokenActions token={token} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function TokenCards({ tokens }: { tokens: readonly TokenView[] }) {
  return (
    <ul aria-label="Enrollment tokens" className="divide-y">
      {tokens.map((token) => (
        <li key={token.id} className="relative grid gap-2 px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <TokenLink token={token} />
            <TokenStateBadge state={token.state} />
          </div>
          <div className="flex items-end justify-between gap-3">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted">
              <span>{tokenTypeWord(token.type)}</span>
              <span className="text-ink">
                <UsesMeter uses={token.uses} maxUses={token.maxUses} />
              </span>
              <TokenExpiry token={token} withWord />
            </div>
            <TokenActions token={token} />
          </div>
        </li>
      ))}
    </ul>
  );
}
