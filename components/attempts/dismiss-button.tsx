"use client";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { toast } from "sonner";
import type { AttemptGroup } from "../../server/attempts/schema.ts";
import { type ApiError, problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";

/** Takes a cause out of the inbox as far as it is shown, and offers to put it back. */
export function DismissButton({ group }: { group: AttemptGroup }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const { code, tokenId, title, lastAt } = group;
  const settled = {
    onError: (error: ApiError) => toast.error(problemText(error)),
    onSettled: () => {
      readAgain("attempts");
      readAgain("audit");
    },
  };
  const restore = useMutation(trpc.attempts.restore.mutationOptions(settled));
  const dismiss = useMutation(
    trpc.attempts.dismiss.mutationOptions({
      ...settled,
      onSuccess: ({ dismissedAt }) => {
        const undo = () => restore.mutate({ code, tokenId, dismissedAt });
        toast.success("Dismissed", {
          description: title,
          action: { label: "Undo", onClick: undo },
        });
      },
    }),
  );
  return (
    <Button
      variant="ghost"
      size="sm"
      className="-my-1 -mr-2 max-sm:px-2"
      title="Dismiss"
      pending={dismiss.isPending}
      onClick={() => dismiss.mutate({ code, tokenId, until: lastAt })}
    >
      <X aria-hidden />
      <span className="max-sm:sr-only">Dismiss</span>
      <span className="sr-only">: {title}</span>
    </Button>
  );
}
