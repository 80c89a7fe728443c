"use client";
import { UserPlus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { usePages } from "../api/use-pages.ts";
import { Section } from "../settings/section.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/input.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { OpenInvites } from "./open-invites.tsx";
import { UserTable } from "./user-table.tsx";

/** More than this many are searched rather than looked through. */
const fewUsers = 10;

/** Who may sign in, and as what. For administrators only. */
export function PeopleSection() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [isInviting, setInviting] = useState(false);
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const { query, items, total } = usePages({
    key: [...trpc.users.list.pathKey(), q],
    read: (page, signal) => client.users.list.query({ ...page, ...(q && { q }) }, { signal }),
  });
  return (
    <Section
      title="Users"
      description="Who may sign in, and what they may do."
      help={{ page: "users" }}
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            Invite
          </Button>
          {(total > fewUsers || text !== "") && (
            <Input
              type="search"
              aria-label="Search users"
              placeholder="Name or e-mail"
              className="max-w-60"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </div>
        {query.isPending && <Skeleton className="h-40" />}
        {query.isError && !query.data && (
          <FailedState what="The users" error={query.error} onRetry={() => query.refetch()} />
        )}
        {query.data && items.length === 0 && (
          <p className="text-ink-muted">Nobody’s name or e-mail holds “{q}”.</p>
        )}
        {items.length > 0 && <UserTable users={items} />}
        {query.hasNextPage && (
          <div>
            <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
        <OpenInvites />
      </div>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Section>
  );
}
