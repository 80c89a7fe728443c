"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";

/** Saves one section. Thresholds change statuses, so sensors are read again as well. */
export function useSaveSettings(section: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const readAgain = useReadAgain();
  return useMutation(
    trpc.settings.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.settings.pathFilter());
        readAgain("sensors");
        readAgain("departed");
        void queryClient.invalidateQueries(trpc.console.pathFilter());
        toast.success(`${section} saved`);
      },
    }),
  );
}
