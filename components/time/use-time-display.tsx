"use client";
import { createContext, type ReactNode, use } from "react";
import { useRemembered } from "../table/use-remembered.ts";
import { TimeDisplay, usualTimes } from "./time-display.ts";

type Chosen = [TimeDisplay, (display: TimeDisplay) => void];
const TimeDisplayContext = createContext<Chosen>([usualTimes, () => undefined]);

/** Read once for all times of a page, and the same in every tab of this browser. */
export function TimeDisplayProvider({ children }: { children: ReactNode }) {
  const [remembered, remember] = useRemembered("telovix.times", TimeDisplay);
  const chosen: Chosen = [remembered ?? usualTimes, remember];
  return <TimeDisplayContext value={chosen}>{children}</TimeDisplayContext>;
}

export const useTimeDisplay = (): Chosen => use(TimeDisplayContext);
