"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { Settings, UpdateSettings } from "../../server/settings/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";

/** Saves one section, and offers to take it back. Thresholds change statuses: sensors are read again. */
export function useSaveSettings(section: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const readAgain = useReadAgain();
  const settingsKey = trpc.settings.get.queryKey();
  const readAllAgain = async () => {
    await queryClient.invalidateQueries(trpc.settings.pathFilter());
    for (const area of ["sensors", "departed", "pools", "audit"] as const) readAgain(area);
    void queryClient.invalidateQueries(trpc.console.pathFilter());
  };
  const undo = useMutation(
    trpc.settings.update.mutationOptions({
      onSuccess: async () => {
        await readAllAgain();
        toast.success(`${section}: undone`);
      },
      onError: (error) =>
        toast.error(`${section}: not undone`, { description: problemText(error) }),
    }),
  );
  return useMutation(
    trpc.settings.update.mutationOptions({
      onMutate: () => queryClient.getQueryData(settingsKey),
      onSuccess: async (now, changes, before) => {
        queryClient.setQueryData(settingsKey, now);
        await readAllAgain();
        const action = before && {
          label: "Undo",
          onClick: () => undo.mutate(sectionsOf(before, changes)),
        };
        toast.success(`${section} saved`, action && { action });
      },
    }),
  );
}

/** The sections that were changed, as they were. */
function sectionsOf(before: Settings, changes: UpdateSettings): UpdateSettings {
  const names = Object.keys(changes) as (keyof UpdateSettings)[];
  return Object.fromEntries(names.map((name) => [name, before[name]]));
}
