"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False while the server renders and in the first frame, which must look the same. */
export function useIsShown(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
