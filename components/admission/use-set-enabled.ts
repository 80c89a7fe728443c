"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";

/** Switches a rule on or off, and says so. */
export function useSetEnabled() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  return useMutation(
    trpc.admission.rules.setEnabled.mutationOptions({
      onSuccess: ({ name, enabled }) =>
        toast.success(enabled ? `${name} is on: pods are checked` : `${name} is off`),
      onError: (error) => toast.error("Nothing was changed", { description: problemText(error) }),
      onSettled: () => {
        readAgain("admission");
        readAgain("audit");
      },
    }),
  );
}
