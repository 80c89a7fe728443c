"use client";
import { Ban, ChevronRight, RefreshCw, Timer } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { rotationRefusal } from "../../server/tokens/rotation.ts";
import type { TokenDetail } from "../../server/tokens/schema.ts";
import { useMay } from "../shell/me.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { TokenExpiry } from "./token-expiry.tsx";
import { tokenHref } from "./token-link.tsx";
import { TokenStateBadge } from "./token-state.tsx";
import { tokenTypeWord } from "./token-type-choice.tsx";

export function TokenHeader({ token }: { token: TokenDetail }) {
  const name = token.description || `${tokenTypeWord(token.type)} token`;
  return (
    <header className="mb-5 grid gap-3">
      <nav aria-label="Breadcrumb" className="flex items-center gap-1 text-ink-muted">
        <Link href="/sensors/tokens" className="rounded hover:text-ink">
          Enrollment Tokens
        </Link>
        <ChevronRight aria-hidden className="size-3.5" />
        <code aria-current="page" className="truncate font-mono text-[0.8125rem]">
          {token.prefix}…
        </code>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-80 gap-2">
          <h1 className="break-words font-semibold text-xl leading-8 tracking-tight">{name}</h1>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
            <TokenStateBadge state={token.state} />
            <TokenExpiry token={token} withWord />
            {token.ephemeral && (
              <span className="inline-flex items-center gap-1 text-ink-muted">
                <Timer aria-hidden className="size-3.5" />
                Ephemeral sensors
              </span>
            )}
          </div>
        </div>
        <HeaderActions token={token} />
      </div>
      {token.replacedBy && <Replaced token={token} by={token.replacedBy} />}
    </header>
  );
}

function Replaced({ token, by }: { token: TokenDetail; by: { id: string; prefix: string } }) {
  return (
    <Notice tone="info" title="This token was rotated">
      <Link href={tokenHref(by.id)} className="font-mono text-accent hover:underline">
        {by.prefix}…
      </Link>{" "}
      takes its place.{" "}
      {token.state === "active" && (
        <>
          Both admit sensors until this one expires <RelativeTime at={token.expiresAt} />.
        </>
      )}
    </Notice>
  );
}

function HeaderActions({ token }: { token: TokenDetail }) {
  const [open, setOpen] = useState<"rotate" | "revoke" | null>(null);
  const mayOperate = useMay("operate");
  const close = () => setOpen(null);
  const canRotate = rotationRefusal(token) === null;
  const canRevoke = token.state === "active";
  if (!mayOperate || !(canRotate || canRevoke)) return null;
  return (
    <div className="flex items-center gap-2">
      {canRotate && (
        <Button onClick={() => setOpen("rotate")}>
          <RefreshCw aria-hidden />
          Rotate
        </Button>
      )}
      {canRevoke && (
        <Button variant="danger-outline" onClick={() => setOpen("revoke")}>
          <Ban aria-hidden />
          Revoke
        </Button>
      )}
      {open === "rotate" && <RotateDialog token={token} onClose={close} />}
      {open === "revoke" && (
        <RevokeDialog token={token} onRotate={() => setOpen("rotate")} onClose={close} />
      )}
    </div>
  );
}
