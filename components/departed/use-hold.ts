"use client";
import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";

const records = (count: number) =>
  count === 1 ? "1 record" : `${count.toLocaleString("en-US")} records`;

/** Holds or releases departed records, one or many, and says what came of it. */
export function useHold() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const settled = (what: string) => ({
    onSuccess: ({ done, skipped }: { done: number; skipped: unknown[] }) => {
      const left = skipped.length > 0 && {
        description: `${records(skipped.length)} left as before.`,
      };
      toast.success(`${what} ${records(done)}`, left || {});
    },
    onError: (error: Parameters<typeof problemText>[0]) => toast.error(problemText(error)),
    onSettled: () => {
      readAgain("departed");
      readAgain("audit");
    },
  });
  const hold = useMutation(trpc.departed.bulkHold.mutationOptions(settled("Holding")));
  const release = useMutation(trpc.departed.bulkRelease.mutationOptions(settled("Released")));
  return {
    hold: (ids: readonly string[]) => hold.mutate({ ids: [...ids] }),
    release: (ids: readonly string[]) => release.mutate({ ids: [...ids] }),
    isPending: hold.isPending || release.isPending,
  };
}
