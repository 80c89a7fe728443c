"use client";
import { useSyncExternalStore } from "react";

const query = "(width < 48rem)";

const subscribe = (listener: () => void) => {
  const list = window.matchMedia(query);
  list.addEventListener("change", listener);
  return () => list.removeEventListener("change", listener);
};

/** Below the width at which a table with many columns stops being readable. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}
