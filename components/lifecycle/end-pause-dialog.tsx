"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import type { EndPause, PauseView } from "../../server/lifecycle/schema.ts";
import { problemCode, problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

export type Decision = EndPause["decision"];

const sensors = (count: number) =>
  count === 1 ? "1 sensor" : `${count.toLocaleString("en-US")} sensors`;

const questions: Record<Decision, (count: number) => { title: string; action: string }> = {
  resume: () => ({ title: "Resume auto-removal?", action: "Resume" }),
  remove: (count) => ({
    title: `Remove ${sensors(count)} now?`,
    action: `Remove ${sensors(count)}`,
  }),
  keep: (count) => ({ title: `Keep ${sensors(count)}?`, action: `Keep ${sensors(count)}` }),
};

interface EndPauseDialogProps {
  /** Kept up to date by the page while the dialog is open. */
  pause: PauseView;
  decision: Decision;
  onClose: () => void;
}

export function EndPauseDialog({ pause, decision, onClose }: EndPauseDialogProps) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  // The number that was read is the number that is sent; sensors may come back meanwhile.
  const [count, setCount] = useState(pause.silentNow);
  const [isRefused, setRefused] = useState(false);
  if (isRefused && pause.silentNow !== count) {
    setRefused(false);
    setCount(pause.silentNow);
  }
  const end = useMutation(
    trpc.lifecycle.endPause.mutationOptions({
      onSuccess: ({ removed }) => {
        toast.success(
          decision === "remove" ? `Removed ${sensors(removed)}` : "The pause has ended",
        );
        onClose();
      },
      onError: (error) => setRefused(problemCode(error) === "CountChanged"),
      onSettled: () => {
        for (const area of ["lifecycle", "sensors", "departed"] as const) readAgain(area);
      },
    }),
  );
  const { title, action } = questions[decision](count);
  const isRemoval = decision === "remove";
  return (
    <ConfirmDialog
      key={count}
      title={title}
      action={action}
      isHarmless={!isRemoval}
      phrase={isRemoval ? String(count) : undefined}
      problem={end.error ? problemOf(end.error) : undefined}
      isPending={end.isPending}
      onConfirm={() =>
        end.mutate({ id: pause.id, decision, ...(isRemoval && { expectedCount: count }) })
      }
      onClose={onClose}
    >
      <Meaning decision={decision} count={count} />
    </ConfirmDialog>
  );
}

function problemOf(error: Parameters<typeof problemText>[0]): string {
  return problemCode(error) === "CountChanged"
    ? "Other sensors are silent by now, so nothing was removed. Check the new number and confirm again."
    : problemText(error);
}

function Meaning({ decision, count }: { decision: Decision; count: number }) {
  if (decision === "keep") {
    return (
      <p>
        They stay in the list until they report again or a person deletes them. Auto-removal goes on
        for everything that falls silent from now on.
      </p>
    );
  }
  if (decision === "remove") {
    return (
      <p>
        Exactly {sensors(count)} that {count === 1 ? "is" : "are"} silent now will depart at once.
        One that reports before that stays, and one that lives comes back when it connects again.
      </p>
    );
  }
  return (
    <p>
      {count === 0
        ? "No sensor is silent now. "
        : `${sensors(count)} ${count === 1 ? "is" : "are"} silent now and will be removed when their own time is over, at once where it is over already. `}
      A sensor that reports before that stays.
    </p>
  );
}
