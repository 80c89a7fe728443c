"use client";
import {
  Ban,
  CircleCheck,
  EllipsisVertical,
  KeyRound,
  ShieldOff,
  Trash2,
  UserCog,
} from "lucide-react";
import { useState } from "react";
import type { UserView } from "../../server/users/schema.ts";
import { Button } from "../ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { DeleteUserDialog, DisableUserDialog, ResetTwoFactorDialog } from "./confirm-dialogs.tsx";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";
import { useEnableUser } from "./use-enable-user.ts";

const dialogs = {
  role: ChangeRoleDialog,
  password: ResetPasswordDialog,
  twoFactor: ResetTwoFactorDialog,
  disable: DisableUserDialog,
  delete: DeleteUserDialog,
} as const;

export function UserActions({ user }: { user: UserView }) {
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  const enable = useEnableUser();
  const OpenDialog = open && dialogs[open];
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={`Actions for ${user.name}`}>
            <EllipsisVertical aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen("role")}>
            <UserCog aria-hidden />
            Change role…
          </DropdownMenuItem>
          {user.state === "enabled" && (
            <DropdownMenuItem onSelect={() => setOpen("password")}>
              <KeyRound aria-hidden />
              Reset password…
            </DropdownMenuItem>
          )}
          {user.twoFactor && (
            <DropdownMenuItem onSelect={() => setOpen("twoFactor")}>
              <ShieldOff aria-hidden />
              Reset two-factor…
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          {user.state === "enabled" ? (
            <DropdownMenuItem onSelect={() => setOpen("disable")}>
              <Ban aria-hidden />
              Disable…
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => enable(user)}>
              <CircleCheck aria-hidden />
              Enable
            </DropdownMenuItem>
          )}
          <DropdownMenuItem danger onSelect={() => setOpen("delete")}>
            <Trash2 aria-hidden />
            Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {OpenDialog && <OpenDialog user={user} onClose={() => setOpen(null)} />}
    </>
  );
}
