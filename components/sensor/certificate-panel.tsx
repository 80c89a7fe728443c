"use client";
import { useState } from "react";
import { useNow } from "../time/clock.tsx";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Sensor } from "./sensor-header.tsx";

const shownMax = 3;

/** The certificate in force, and those before it: the sensor renews by itself at two thirds. */
export function CertificatePanel({ sensor }: { sensor: Sensor }) {
  const { serial, notAfter } = sensor.certificate;
  const [isWhole, setWhole] = useState(false);
  const renewed = sensor.certificates;
  const isOver = Date.parse(notAfter) <= useNow().getTime();
  return (
    <Panel title="Certificate" bodyClassName="py-2">
      <Facts
        facts={[
          {
            label: "Serial",
            value: <code className="break-all font-mono text-xs">{serial}</code>,
            copy: serial,
          },
          { label: isOver ? "Expired" : "Expires", value: <RelativeTime at={notAfter} /> },
          { label: "Not after", value: <AbsoluteTime at={notAfter} /> },
        ]}
      />
      <h3 className="mt-2 border-t pt-2 text-ink-muted">
        {renewed.length === 1
          ? "Issued once, not renewed yet"
          : `Issued ${renewed.length === 50 ? "at least 50" : renewed.length} times`}
      </h3>
      <ol className="grid">
        {(isWhole ? renewed : renewed.slice(0, shownMax)).map((each) => (
          <li key={each.serial} className="flex min-h-8 items-center gap-2">
            <code className="min-w-0 truncate font-mono text-xs" title={each.serial}>
              {each.serial.slice(0, 12)}…
            </code>
            <CopyButton value={each.serial} label={`Copy serial ${each.serial.slice(0, 12)}`} />
            <span className="ml-auto whitespace-nowrap text-ink-muted text-xs">
              issued <RelativeTime at={each.notBefore} />
            </span>
          </li>
        ))}
      </ol>
      {renewed.length > shownMax && (
        <Button
          variant="link"
          size="inline"
          className="my-1"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show fewer" : `Show all ${renewed.length}`}
        </Button>
      )}
    </Panel>
  );
}
