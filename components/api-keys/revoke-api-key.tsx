"use client";
import { useMutation } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

export function RevokeApiKey({ apiKey }: { apiKey: { id: string; name: string } }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const [isOpen, setOpen] = useState(false);
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: () => {
        readAgain("apiKeys");
        toast.success(`Revoked ${apiKey.name}`);
        setOpen(false);
      },
    }),
  );
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
        <Ban aria-hidden />
        Revoke
        <span className="sr-only">{apiKey.name}</span>
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={`Revoke ${apiKey.name}?`}
          action="Revoke key"
          problem={revoke.error ? problemText(revoke.error) : undefined}
          isPending={revoke.isPending}
          onConfirm={() => revoke.mutate({ id: apiKey.id })}
          onClose={() => setOpen(false)}
        >
          <p>Whatever uses this key is refused from the next request on. This cannot be undone.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
