"use client";
import { EllipsisVertical, KeyRound, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { WebhookView } from "../../server/alerts/schema.ts";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { DeleteWebhookDialog } from "./delete-webhook-dialog.tsx";
import { EditWebhookDialog } from "./edit-webhook-dialog.tsx";
import { RotateSecretDialog } from "./rotate-secret-dialog.tsx";

type Open = "edit" | "rotate" | "delete" | null;

export function WebhookMenu({ webhook }: { webhook: WebhookView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${webhook.name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("edit")}>
            <Pencil aria-hidden />
            Edit…
          </DropdownMenuItem>
          {webhook.format === "generic" && (
            <DropdownMenuItem onSelect={() => setOpen("rotate")}>
              <KeyRound aria-hidden />
              New signing secret…
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => setOpen("delete")}>
            <Trash2 aria-hidden />
            Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "edit" && <EditWebhookDialog webhook={webhook} onClose={close} />}
      {open === "rotate" && <RotateSecretDialog webhook={webhook} onClose={close} />}
      {open === "delete" && <DeleteWebhookDialog webhook={webhook} onClose={close} />}
    </>
  );
}
