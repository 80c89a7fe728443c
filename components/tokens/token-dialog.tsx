"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { z } from "zod";
import { shortDuration } from "../../server/duration.ts";
import type { TokenDetail } from "../../server/tokens/schema.ts";
import { problemText } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import { TagList } from "../sensors/tag-list.tsx";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import { Dialog, DialogContent } from "../ui/dialog.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useOpenToken } from "./token-link.tsx";
import { TokenStateBadge } from "./token-state.tsx";
import { tokenTypeWord } from "./token-type-choice.tsx";
import { UsesMeter } from "./uses-meter.tsx";

type Detail = z.infer<typeof TokenDetail>;

/** A token's details and the sensors it enrolled, when the address names one. */
export function TokenDialog() {
  const [id, open] = useOpenToken();
  if (!id) return null;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && open(null)}>
      <DialogContent title="Enrollment token" className="sm:max-w-xl">
        <TokenBody id={id} />
      </DialogContent>
    </Dialog>
  );
}

function TokenBody({ id }: { id: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.tokens.get.queryOptions({ id }));
  if (token.isPending) return <Skeleton className="h-72" />;
  if (!token.data) {
    return (
      <Notice tone="danger" role="alert" title="The token could not be loaded">
        {problemText(token.error)}
      </Notice>
    );
  }
  return (
    <div className="grid gap-4">
      <Facts facts={factsOf(token.data)} />
      <Enrolled sensors={token.data.sensors} />
    </div>
  );
}

function factsOf(token: Detail): Fact[] {
  const removal =
    token.removeAfterSeconds && `, removed after ${shortDuration(token.removeAfterSeconds)}`;
  return [
    { label: "Token", value: <code className="font-mono">{token.prefix}…</code> },
    { label: "State", value: <TokenStateBadge state={token.state} /> },
    { label: "Type", value: tokenTypeWord(token.type) },
    { label: "Uses", value: <UsesMeter uses={token.uses} maxUses={token.maxUses} /> },
    { label: "Expires", value: <AbsoluteTime at={token.expiresAt} /> },
    { label: "Created", value: <AbsoluteTime at={token.createdAt} /> },
    { label: "Created by", value: token.createdBy },
    ...(token.revokedAt
      ? [{ label: "Revoked", value: <AbsoluteTime at={token.revokedAt} /> }]
      : []),
    ...(token.clusterName ? [{ label: "Cluster", value: token.clusterName }] : []),
    ...(token.role ? [{ label: "Role", value: token.role }] : []),
    ...(token.tags.length > 0 ? [{ label: "Tags", value: <TagList tags={token.tags} /> }] : []),
    ...(token.ephemeral ? [{ label: "Ephemeral", value: `yes${removal || ""}` }] : []),
    ...(token.description ? [{ label: "Description", value: token.description }] : []),
    { label: "Id", value: <code className="font-mono text-xs">{token.id}</code>, copy: token.id },
  ];
}

function Enrolled({ sensors }: Pick<Detail, "sensors">) {
  return (
    <section className="border-t pt-3">
      <h3 className="mb-1 font-medium">Sensors enrolled with it</h3>
      {sensors.length === 0 && <p className="text-ink-muted">None so far.</p>}
      <ul className="max-h-48 overflow-y-auto">
        {sensors.map(({ id, name, enrolledAt, departed }) => (
          <li key={id} className="flex min-h-8 items-center justify-between gap-3">
            <Link href={`/sensors/${id}`} className="truncate text-accent hover:underline">
              {name}
            </Link>
            <span className="shrink-0 text-ink-muted">
              {departed ? "departed " : "enrolled "}
              <RelativeTime at={departed?.at ?? enrolledAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
