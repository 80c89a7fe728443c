"use client";
import { useMutation } from "@tanstack/react-query";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { UserDialogProps } from "./confirm-dialogs.tsx";
import { InviteLink } from "./invite-link.tsx";

export function ResetPasswordDialog({ user, onClose }: UserDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const reset = useMutation(
    trpc.users.resetPassword.mutationOptions({
      onSettled: () => {
        readAgain("users");
        readAgain("invites");
      },
    }),
  );
  if (reset.data) {
    return (
      <InviteLink title={`New password for ${user.name}`} invite={reset.data} onClose={onClose} />
    );
  }
  return (
    <ConfirmDialog
      title={`Reset the password of ${user.name}?`}
      action="Make a reset link"
      problem={reset.error ? problemText(reset.error) : undefined}
      isPending={reset.isPending}
      onConfirm={() => reset.mutate({ id: user.id })}
      onClose={onClose}
    >
      <p>
        Their sessions end and the old password stops working at once. You get a link, valid for 7
        days, with which they set a new one.
      </p>
    </ConfirmDialog>
  );
}
