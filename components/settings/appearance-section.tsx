"use client";
import { useTheme } from "next-themes";
import type { ReactNode } from "react";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import type { TimeDisplay } from "../time/time-display.ts";
import { useTimeDisplay } from "../time/use-time-display.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useRememberedLook } from "../views/use-look.ts";
import { Section } from "./section.tsx";
import { useIsShown } from "./use-is-shown.ts";

const themes = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;
const densities = [
  ["comfortable", "Comfortable"],
  ["compact", "Compact"],
] as const;
const styles = [
  ["relative", "3 h ago"],
  ["absolute", "Time and day"],
] as const;
const clocks = [
  ["language", "As the language"],
  ["24h", "24 hours"],
] as const;
const zones = [
  ["local", "Your zone"],
  ["utc", "UTC"],
] as const;

/** How the Console looks in this browser: kept by it, for whoever uses it. */
export function AppearanceSection() {
  const { theme, setTheme } = useTheme();
  const [look, setLook] = useRememberedLook();
  const [times, setTimes] = useTimeDisplay();
  // The server does not know what this browser remembers.
  const isShown = useIsShown();
  const change = (part: Partial<TimeDisplay>) => setTimes({ ...times, ...part });
  return (
    <Section
      title="Appearance"
      description="For you, in this browser. It takes effect at once."
      help={{ page: "settings", heading: "appearance" }}
    >
      <div className="grid divide-y">
        <Choice label="Theme">
          <Segmented
            label="Theme"
            value={(isShown && themes.find(([name]) => name === theme)?.[0]) || "system"}
            options={themes}
            onChange={setTheme}
          />
        </Choice>
        <Choice label="Rows of lists">
          <Segmented
            label="Rows of lists"
            value={look.density}
            options={densities}
            onChange={(density) => setLook({ ...look, density })}
          />
        </Choice>
        <Choice label="Times">
          <Segmented
            label="Times"
            value={times.style}
            options={styles}
            onChange={(style) => change({ style })}
          />
        </Choice>
        <Choice label="Clock">
          <Segmented
            label="Clock"
            value={times.clock}
            options={clocks}
            onChange={(clock) => change({ clock })}
          />
        </Choice>
        <Choice label="Time zone">
          <Segmented
            label="Time zone"
            value={times.zone}
            options={zones}
            onChange={(zone) => change({ zone })}
          />
        </Choice>
      </div>
      {isShown && <Example />}
    </Section>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 py-2.5 first:pt-0 last:pb-0">
      <span className="font-medium text-[0.8125rem]">{label}</span>
      {children}
    </div>
  );
}

/** A moment that everybody knows: when this page was opened. */
function Example() {
  const at = new Date(performance.timeOrigin).toISOString();
  return (
    <p className="mt-4 rounded-lg bg-sunken px-3.5 py-2.5 text-ink-muted">
      This page was opened <RelativeTime at={at} />, in full <AbsoluteTime at={at} />.
    </p>
  );
}
