import type { ApiKeyView } from "../../server/auth/schema.ts";
import { Td, Tr } from "../table/table.tsx";
import { RelativeTime } from "../time/time.tsx";
import { RevokeApiKey } from "./revoke-api-key.tsx";

export function ApiKeyRow({ apiKey }: { apiKey: ApiKeyView }) {
  const { name, prefix, role, createdAt, createdBy, lastUsedAt, lastUsedFrom } = apiKey;
  return (
    <Tr>
      <Td className="py-2">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-ink-muted text-xs">
          <code className="font-mono">{prefix}…</code> · {createdBy},{" "}
          <RelativeTime at={createdAt} />
        </span>
        <span className="block text-ink-muted text-xs sm:hidden">
          <Expiry apiKey={apiKey} />
        </span>
      </Td>
      <Td>{role}</Td>
      <Td className="hidden sm:table-cell">
        <Expiry apiKey={apiKey} />
      </Td>
      <Td className="hidden md:table-cell">
        {lastUsedAt ? (
          <>
            <RelativeTime at={lastUsedAt} />
            {lastUsedFrom && (
              <span className="block truncate text-ink-muted text-xs" title={lastUsedFrom}>
                from {lastUsedFrom}
              </span>
            )}
          </>
        ) : (
          <span className="text-ink-muted">never</span>
        )}
      </Td>
      <Td className="text-right">
        <RevokeApiKey apiKey={apiKey} />
      </Td>
    </Tr>
  );
}

function Expiry({ apiKey: { state, expiresAt } }: { apiKey: ApiKeyView }) {
  if (!expiresAt) return <span className="text-ink-muted">no expiry</span>;
  if (state === "active") return <RelativeTime at={expiresAt} />;
  return (
    <span className="text-danger">
      expired <RelativeTime at={expiresAt} />
    </span>
  );
}
