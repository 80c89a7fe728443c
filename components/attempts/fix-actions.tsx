"use client";
import { KeyRound, Plus } from "lucide-react";
import Link from "next/link";
import type { AttemptGroup } from "../../server/attempts/schema.ts";
import { settingsHref } from "../settings/sections.ts";
import { useMay } from "../shell/me.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

interface FixActionsProps {
  group: AttemptGroup;
  onGenerate: () => void;
}

/** What the Console can do about a cause, and the command that helps on the host. */
export function FixActions({ group, onGenerate }: FixActionsProps) {
  const mayOperate = useMay("operate");
  const { action, command } = group.fix;
  return (
    <>
      {action === "generate_token" && mayOperate && (
        <Button size="sm" onClick={onGenerate}>
          <Plus aria-hidden />
          Generate Token
        </Button>
      )}
      {action === "open_token" && group.tokenId && (
        <Button size="sm" asChild>
          <Link href={tokenHref(group.tokenId)}>
            <KeyRound aria-hidden />
            Open token
          </Link>
        </Button>
      )}
      {action === "license" && (
        <>
          <Button size="sm" asChild>
            <Link href={settingsHref("license")}>Settings › License</Link>
          </Button>
          <Button size="sm" asChild>
            <Link href="/sensors?status=stale,offline">Silent sensors</Link>
          </Button>
        </>
      )}
      {command && (
        <span className="flex h-8 min-w-0 items-center gap-1 rounded-md border bg-sunken pr-0.5 pl-2.5 pointer-coarse:h-10">
          <code className="truncate text-[0.8125rem]">{command}</code>
          <CopyButton value={command} label="Copy command" />
        </span>
      )}
    </>
  );
}
