"use client";
import { Ban, EllipsisVertical, RefreshCw } from "lucide-react";
import { useState } from "react";
import { rotationRefusal } from "../../server/tokens/rotation.ts";
import type { TokenView } from "../../server/tokens/schema.ts";
import { useMay } from "../shell/me.tsx";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";

interface TokenActionsProps {
  token: TokenView;
  /** Offers Rotate beside the menu even while the token's end is far. */
  withRotate?: boolean;
}

/** What a row offers: only to who may, and only what its token still allows. */
export function TokenActions({ token, withRotate = token.expiring }: TokenActionsProps) {
  const [open, setOpen] = useState<"rotate" | "revoke" | null>(null);
  const mayOperate = useMay("operate");
  const canRotate = rotationRefusal(token) === null;
  const canRevoke = token.state === "active";
  const close = () => setOpen(null);
  if (!mayOperate || !(canRotate || canRevoke)) return null;
  return (
    <span className="relative z-10 inline-flex shrink-0 items-center gap-1">
      {withRotate && canRotate && (
        <Button size="sm" onClick={() => setOpen("rotate")}>
          <RefreshCw aria-hidden />
          Rotate
          <span className="sr-only">{token.prefix}</span>
        </Button>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${token.prefix}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {canRotate && (
            <DropdownMenuItem onSelect={() => setOpen("rotate")}>
              <RefreshCw aria-hidden />
              Rotate…
            </DropdownMenuItem>
          )}
          {canRevoke && (
            <DropdownMenuItem danger onSelect={() => setOpen("revoke")}>
              <Ban aria-hidden />
              Revoke…
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "rotate" && <RotateDialog token={token} onClose={close} />}
      {open === "revoke" && (
        <RevokeDialog token={token} onRotate={() => setOpen("rotate")} onClose={close} />
      )}
    </span>
  );
}
