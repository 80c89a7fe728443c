"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CreateApiKeyDialog } from "./create-api-key-dialog.tsx";
import { RevokeApiKey } from "./revoke-api-key.tsx";
import { Section } from "./section.tsx";

export function ApiKeysSection() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.apiKeys.list.queryOptions());
  const [isCreating, setCreating] = useState(false);
  return (
    <Section
      title="API keys"
      description="For scripts and pipelines. A key acts with its own role."
    >
      <div className="grid gap-4">
        {keys.isPending && <Skeleton className="h-24" />}
        {keys.isError && !keys.data && (
          <FailedState what="The API keys" error={keys.error} onRetry={() => keys.refetch()} />
        )}
        {keys.data?.length === 0 && <p className="text-ink-muted">No API key yet.</p>}
        {keys.data && keys.data.length > 0 && (
          <div className="overflow-hidden rounded-lg border">
            <Table label="API keys">
              <thead>
                <tr>
                  <Th>Name</Th>
                  <Th className="w-28">Role</Th>
                  <Th className="hidden w-28 sm:table-cell">Last used</Th>
                  <Th className="w-26">
                    <span className="sr-only">Actions</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {keys.data.map((key) => (
                  <Tr key={key.id}>
                    <Td className="py-2">
                      <span className="block truncate font-medium">{key.name}</span>
                      <code className="block truncate font-mono text-ink-muted text-xs">
                        {key.prefix}…
                      </code>
                    </Td>
                    <Td>{key.role}</Td>
                    <Td className="hidden sm:table-cell">
                      {key.lastUsedAt ? (
                        <RelativeTime at={key.lastUsedAt} />
                      ) : (
                        <span className="text-ink-faint">never</span>
                      )}
                    </Td>
                    <Td className="text-right">
                      <RevokeApiKey apiKey={key} />
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        )}
        <div>
          <Button onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            Create API key
          </Button>
        </div>
      </div>
      {isCreating && <CreateApiKeyDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}
