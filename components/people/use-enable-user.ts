"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";

/** Lets a disabled user in again; nothing to ask before. */
export function useEnableUser() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const enable = useMutation(
    trpc.users.enable.mutationOptions({
      onSuccess: ({ name }) => toast.success(`${name} may sign in again`),
      onError: (error) => toast.error(problemText(error)),
      onSettled: () => readAgain("users"),
    }),
  );
  return ({ id }: { id: string }) => enable.mutate({ id });
}
