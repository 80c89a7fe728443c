"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../../api/trpc.ts";
import { RelativeTime } from "../../time/time.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Enrollments that a token was refused, by cause; nothing while there are none. */
export function Refusals({ tokenId }: { tokenId: string }) {
  const trpc = useTRPC();
  const query = { limit: 50 };
  const groups = useQuery(
    trpc.attempts.groups.queryOptions(query, { refetchInterval: 5_000 }),
  ).data;
  const mine = (groups?.items ?? []).filter((group) => group.tokenId === tokenId);
  if (mine.length === 0) return null;
  return (
    <Notice tone="danger" role="alert" title="Some enrollments were refused">
      <ul className="grid gap-1.5">
        {mine.map(({ code, title, fix, names, lastAt }) => (
          <li key={code} className="text-pretty break-words">
            <span className="font-medium text-ink">{title}</span>
            {names.length > 0 && ` (${names.join(", ")})`}, <RelativeTime at={lastAt} />. {fix.text}
          </li>
        ))}
      </ul>
      <Link href="/sensors/failed" className="text-accent underline underline-offset-4">
        All failed enrollments
      </Link>
    </Notice>
  );
}
