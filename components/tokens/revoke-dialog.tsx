"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import type { TokenView } from "../../server/tokens/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

interface RevokeDialogProps {
  token: Pick<TokenView, "id" | "prefix" | "uses" | "maxUses">;
  onClose: () => void;
}

export function RevokeDialog({ token, onClose }: RevokeDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: () => {
        readAgain("tokens");
        toast.success(`Revoked ${token.prefix}…`);
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Revoke ${token.prefix}…?`}
      action="Revoke token"
      problem={revoke.error ? problemText(revoke.error) : undefined}
      isPending={revoke.isPending}
      onConfirm={() => revoke.mutate({ id: token.id })}
      onClose={onClose}
    >
      <p>From now on no host can enroll with it. This cannot be undone.</p>
      <p>
        {token.uses === 0
          ? "No sensor has used it."
          : `The ${token.uses === 1 ? "sensor" : `${token.uses} sensors`} that enrolled with it stay.`}
      </p>
    </ConfirmDialog>
  );
}
