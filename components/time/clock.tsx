"use client";
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from "react";
import { TimeDisplayProvider } from "./use-time-display.tsx";

interface TickingClock {
  subscribe(listener: () => void): () => void;
  now(): number;
}

/** One timer for every relative time on the page; it stands still while nobody listens. */
function makeClock(): TickingClock {
  const listeners = new Set<() => void>();
  let second = Math.floor(Date.now() / 1000);
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    second = Math.floor(Date.now() / 1000);
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(tick, 1000);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    now: () => second * 1000,
  };
}

const ClockContext = createContext<TickingClock | null>(null);

export function ClockProvider({ children }: { children: ReactNode }) {
  const [clock] = useState(makeClock);
  return (
    <ClockContext value={clock}>
      <TimeDisplayProvider>{children}</TimeDisplayProvider>
    </ClockContext>
  );
}

/** The time, anew each second. */
export function useNow(): Date {
  const clock = use(ClockContext);
  if (!clock) throw new Error("useNow needs a ClockProvider above it.");
  return new Date(useSyncExternalStore(clock.subscribe, clock.now, clock.now));
}
