"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { UserView } from "../../server/users/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useEnableUser } from "./use-enable-user.ts";

export interface UserDialogProps {
  user: UserView;
  onClose: () => void;
}

export function DisableUserDialog({ user, onClose }: UserDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const enable = useEnableUser();
  const disable = useMutation(
    trpc.users.disable.mutationOptions({
      onSuccess: () => {
        onClose();
        const undo = { label: "Undo", onClick: () => enable(user) };
        toast.success(`${user.name} is signed out and disabled`, { action: undo });
      },
      onSettled: () => readAgain("users"),
    }),
  );
  return (
    <ConfirmDialog
      title={`Disable ${user.name}?`}
      action="Disable user"
      problem={disable.error ? problemText(disable.error) : undefined}
      isPending={disable.isPending}
      onConfirm={() => disable.mutate({ id: user.id })}
      onClose={onClose}
    >
      <p>Every session ends at once, and signing in is refused until somebody enables them.</p>
      <p>API keys that they created go on: revoke those under API keys.</p>
    </ConfirmDialog>
  );
}

export function DeleteUserDialog({ user, onClose }: UserDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const remove = useMutation(
    trpc.users.delete.mutationOptions({
      onSuccess: () => {
        onClose();
        toast.success(`Deleted ${user.name}`);
      },
      onSettled: () => readAgain("users"),
    }),
  );
  return (
    <ConfirmDialog
      title={`Delete ${user.name}?`}
      action="Delete user"
      phrase={user.email}
      problem={remove.error ? problemText(remove.error) : undefined}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ id: user.id })}
      onClose={onClose}
    >
      <p>
        The account, its sessions and its private views are gone for good; what they did stays in
        the audit. API keys that they created go on.
      </p>
    </ConfirmDialog>
  );
}

export function ResetTwoFactorDialog({ user, onClose }: UserDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const reset = useMutation(
    trpc.users.resetTwoFactor.mutationOptions({
      onSuccess: () => {
        onClose();
        toast.success(`${user.name} signs in with the password alone now`);
      },
      onSettled: () => readAgain("users"),
    }),
  );
  return (
    <ConfirmDialog
      title={`Reset two-factor of ${user.name}?`}
      action="Reset two-factor"
      problem={reset.error ? problemText(reset.error) : undefined}
      isPending={reset.isPending}
      onConfirm={() => reset.mutate({ id: user.id })}
      onClose={onClose}
    >
      <p>
        For who lost their phone and backup codes. Be sure that it is they who ask: the password
        alone will do until they set it up again. Their sessions end.
      </p>
    </ConfirmDialog>
  );
}
