"use client";
import { Undo2 } from "lucide-react";
import { useNow } from "../time/clock.tsx";
import { Button } from "../ui/button.tsx";

interface UndoButtonProps {
  /** Gone after this. */
  until: string;
  pending: boolean;
  onUndo: () => void;
}

/** "Undo 4:32", counting down; gone when it is too late. */
export function UndoButton({ until, pending, onUndo }: UndoButtonProps) {
  const seconds = Math.floor((Date.parse(until) - useNow().getTime()) / 1000);
  if (seconds <= 0) return null;
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <Button size="sm" pending={pending} onClick={onUndo}>
      <Undo2 aria-hidden />
      Undo
      <time className="text-ink-muted tabular-nums" suppressHydrationWarning>
        <span className="sr-only">within </span>
        {left}
      </time>
    </Button>
  );
}
