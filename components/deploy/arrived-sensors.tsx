import Link from "next/link";
import type { TokenSensor } from "../../server/tokens/schema.ts";
import { StatusBadge } from "../sensors/status-badge.tsx";
import { RelativeTime } from "../time/time.tsx";
import { tokenHref } from "../tokens/token-link.tsx";

const shownMax = 20;

interface ArrivedSensorsProps {
  tokenId: string;
  /** The newest of them. */
  sensors: readonly TokenSensor[];
  /** How many the token enrolled. */
  uses: number;
}

/** The sensors that a token enrolled, the newest first. */
export function ArrivedSensors({ tokenId, sensors, uses }: ArrivedSensorsProps) {
  return (
    <>
      {sensors.length > 0 && (
        <ul className="divide-y overflow-hidden rounded-lg border">
          {sensors.slice(0, shownMax).map(({ id, name, status, enrolledAt }) => (
            <li
              key={id}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-3.5 py-2.5 sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
            >
              <StatusBadge status={status} />
              <Link
                href={`/sensors/${id}`}
                className="truncate font-medium text-accent hover:underline max-sm:col-start-1 max-sm:row-start-1"
              >
                {name}
              </Link>
              <span className="text-ink-muted text-xs">
                enrolled <RelativeTime at={enrolledAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {uses > shownMax && (
        <p className="text-ink-muted text-xs">
          The newest {shownMax}; the{" "}
          <Link href={tokenHref(tokenId)} className="text-accent underline underline-offset-4">
            token
          </Link>{" "}
          has all of them.
        </p>
      )}
    </>
  );
}
