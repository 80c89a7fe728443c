"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { usePages } from "../api/use-pages.ts";
import { Section } from "../settings/section.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Table, Th } from "../table/table.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ApiKeyRow } from "./api-key-row.tsx";
import { CreateApiKeyDialog } from "./create-api-key-dialog.tsx";

export function ApiKeysSection() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { query, items } = usePages({
    key: [...trpc.apiKeys.list.pathKey(), "all"],
    read: (page, signal) => client.apiKeys.list.query(page, { signal }),
  });
  const [isCreating, setCreating] = useState(false);
  return (
    <Section
      title="API keys"
      description="For scripts and pipelines. A key acts with its own role, whatever becomes of who made it."
      help={{ page: "users", heading: "api-keys" }}
    >
      <div className="grid gap-4">
        {query.isPending && <Skeleton className="h-24" />}
        {query.isError && !query.data && (
          <FailedState what="The API keys" error={query.error} onRetry={() => query.refetch()} />
        )}
        {query.data && items.length === 0 && <p className="text-ink-muted">No API key yet.</p>}
        {items.length > 0 && (
          <div className="overflow-hidden rounded-lg border">
            <Table label="API keys">
              <thead>
                <tr>
                  <Th>Name</Th>
                  <Th className="w-28">Role</Th>
                  <Th className="hidden w-32 sm:table-cell">Expires</Th>
                  <Th className="hidden w-36 md:table-cell">Last used</Th>
                  <Th className="w-26">
                    <span className="sr-only">Actions</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {items.map((apiKey) => (
                  <ApiKeyRow key={apiKey.id} apiKey={apiKey} />
                ))}
              </tbody>
            </Table>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            Create API key
          </Button>
          {query.hasNextPage && (
            <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              Show more
            </Button>
          )}
        </div>
      </div>
      {isCreating && <CreateApiKeyDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}
