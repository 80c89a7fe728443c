"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { InviteView } from "../../server/users/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { usePages } from "../api/use-pages.ts";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";

/** Links that were made and not used yet; nothing at all when there is none. */
export function OpenInvites() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { query, items } = usePages({
    key: trpc.invites.list.pathKey(),
    read: (page, signal) => client.invites.list.query(page, { signal }),
  });
  if (query.isError && !query.data) {
    return <FailedState what="The open invites" error={query.error} onRetry={query.refetch} />;
  }
  if (items.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3 className="font-medium">Open links</h3>
      <ul className="divide-y rounded-lg border">
        {items.map((invite) => (
          <OpenInvite key={invite.id} invite={invite} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div>
          <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

function OpenInvite({ invite }: { invite: InviteView }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const revoke = useMutation(
    trpc.invites.revoke.mutationOptions({
      onSuccess: () => toast.success(`The link for ${invite.email} works no more`),
      onError: (error) => toast.error(problemText(error)),
      onSettled: () => readAgain("invites"),
    }),
  );
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate">{invite.email}</p>
        <p className="text-ink-muted text-xs">
          {invite.kind === "join" ? `to join as ${invite.role}` : "to set a new password"} · by{" "}
          {invite.createdBy} · expires <RelativeTime at={invite.expiresAt} />
        </p>
      </div>
      <Button
        variant="ghost"
        size="sm"
        pending={revoke.isPending}
        onClick={() => revoke.mutate({ id: invite.id })}
      >
        Revoke
        <span className="sr-only">the link for {invite.email}</span>
      </Button>
    </li>
  );
}
