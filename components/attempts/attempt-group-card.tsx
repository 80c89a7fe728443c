"use client";
import { ChevronRight, ClipboardX, KeyRound } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import type { AttemptGroup } from "../../server/attempts/schema.ts";
import { useMay } from "../shell/me.tsx";
import { RelativeTime } from "../time/time.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { AttemptList } from "./attempt-list.tsx";
import { DismissButton } from "./dismiss-button.tsx";
import { FixActions } from "./fix-actions.tsx";

const many = (count: number, noun: string) =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

interface AttemptGroupCardProps {
  group: AttemptGroup;
  onGenerate: () => void;
}

/** One cause: what it is, whom it met, and what to do about it. */
export function AttemptGroupCard({ group, onGenerate }: AttemptGroupCardProps) {
  const [isOpen, setOpen] = useState(false);
  const mayOperate = useMay("operate");
  const titleId = useId();
  const listId = useId();
  const Icon = group.kind === "preflight" ? ClipboardX : KeyRound;
  return (
    <article aria-labelledby={titleId} className="px-4 py-4">
      <div className="flex items-start gap-3">
        <span className="mt-0.5 grid size-8 shrink-0 place-items-center rounded-lg bg-danger-soft text-danger max-sm:hidden">
          <Icon aria-hidden className="size-4" />
        </span>
        <div className="grid min-w-0 flex-1 gap-2.5">
          <div className="flex items-start justify-between gap-3">
            <div className="grid min-w-0 gap-0.5">
              <h2 id={titleId} className="break-words font-semibold">
                {group.title}
              </h2>
              <Whom group={group} />
            </div>
            {mayOperate && <DismissButton group={group} />}
          </div>
          <p className="max-w-3xl text-pretty">{group.fix.text}</p>
          <div className="flex flex-wrap items-center gap-2">
            <FixActions group={group} onGenerate={onGenerate} />
            <Button
              variant="ghost"
              size="sm"
              aria-expanded={isOpen}
              aria-controls={listId}
              onClick={() => setOpen(!isOpen)}
            >
              <ChevronRight
                aria-hidden
                className={cn("transition-transform", isOpen && "rotate-90")}
              />
              {isOpen ? "Hide" : "Show"} {many(group.count, "attempt")}
              <span className="sr-only">: {group.title}</span>
            </Button>
          </div>
        </div>
      </div>
      <div id={listId}>{isOpen && <AttemptList group={group} />}</div>
    </article>
  );
}

function Whom({ group }: { group: AttemptGroup }) {
  const { hosts, names, firstAt, lastAt, tokenId, tokenPrefix } = group;
  const others = hosts - names.length;
  const hasLasted = Date.parse(lastAt) - Date.parse(firstAt) >= 60_000;
  return (
    <p className="flex flex-wrap gap-x-2 text-ink-muted max-sm:grid sm:[&>span+span]:before:mr-2 sm:[&>span+span]:before:content-['·']">
      <span className="min-w-0 break-words">
        {names.join(", ")}
        {others > 0 && ` and ${many(others, "other")}`}
      </span>
      <span>
        <RelativeTime at={lastAt} />
        {hasLasted && (
          <>
            , first <RelativeTime at={firstAt} />
          </>
        )}
      </span>
      {tokenPrefix && (
        <span>
          token{" "}
          {tokenId ? (
            <Link
              href={tokenHref(tokenId)}
              className="font-mono text-[0.8125rem] text-accent hover:underline"
            >
              {tokenPrefix}…
            </Link>
          ) : (
            <span className="font-mono text-[0.8125rem]">{tokenPrefix}…</span>
          )}
        </span>
      )}
    </p>
  );
}
