"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import { toast } from "sonner";
import type { OwnSession } from "../../server/auth/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Section } from "../settings/section.tsx";
import { FailedState } from "../table/failed-state.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { browserName } from "./browser-name.ts";

/** Where one is signed in, with a way out of each. */
export function OwnSessions() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const sessions = useQuery(trpc.account.sessions.queryOptions());
  const items = sessions.data?.items ?? [];
  const endOthers = useMutation(
    trpc.account.endOtherSessions.mutationOptions({
      onSuccess: () => toast.success("Signed out everywhere else"),
      onError: (error) => toast.error(problemText(error)),
      onSettled: () => readAgain("account"),
    }),
  );
  return (
    <Section title="Sessions" description="Where you are signed in.">
      <div className="grid gap-4">
        {sessions.isPending && <Skeleton className="h-24" />}
        {sessions.isError && !sessions.data && (
          <FailedState
            what="Your sessions"
            error={sessions.error}
            onRetry={() => sessions.refetch()}
          />
        )}
        {items.length > 0 && (
          <ul className="divide-y rounded-lg border">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
        {items.length > 1 && (
          <div>
            <Button pending={endOthers.isPending} onClick={() => endOthers.mutate()}>
              Sign out everywhere else
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const browser = browserName(session.userAgent);
  const end = useMutation(
    trpc.account.endSession.mutationOptions({
      onSuccess: () => toast.success(`Signed out of ${browser}`),
      onError: (error) => toast.error(problemText(error)),
      onSettled: () => readAgain("account"),
    }),
  );
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <Monitor aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={session.userAgent ?? undefined}>
          {browser}
        </p>
        <p className="text-ink-muted text-xs">
          {session.address && `${session.address} · `}signed in{" "}
          <RelativeTime at={session.createdAt} />
        </p>
      </div>
      {session.isCurrent ? (
        <span className="text-ink-muted text-xs">this one</span>
      ) : (
        <Button
          variant="ghost"
          size="sm"
          pending={end.isPending}
          onClick={() => end.mutate({ id: session.id })}
        >
          Sign out
          <span className="sr-only">of {browser}</span>
        </Button>
      )}
    </li>
  );
}
