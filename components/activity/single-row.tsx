import {
  CloudOff,
  KeyRound,
  LogIn,
  LogOut,
  type LucideIcon,
  RotateCcw,
  UserRound,
} from "lucide-react";
import Link from "next/link";
import type { SensorEventView } from "../../server/activity/schema.ts";
import { AlertEnd } from "../alerts/alert-end.tsx";
import { alertLooks } from "../alerts/alert-kinds.ts";
import { cn } from "../ui/class-names.ts";
import type { Single } from "./days.ts";
import { PoolLink } from "./pool-link.tsx";
import { ActivityLine } from "./row-layout.tsx";
import { targetHref } from "./target-href.ts";
import { actionWords, count, eventWords } from "./words.ts";

type Of<Type extends Single["type"]> = Extract<Single, { type: Type }>;

export const eventIcons: Record<SensorEventView["kind"], LucideIcon> = {
  enrolled: LogIn,
  revived: RotateCcw,
  terminating: CloudOff,
  departed: LogOut,
};

/** What is never rolled up: an act of a person, an event of a permanent sensor, an alert. */
export function SingleRow({ entry }: { entry: Single }) {
  switch (entry.type) {
    case "action":
      return <ActionRow entry={entry} />;
    case "sensor":
      return <SensorRow entry={entry} />;
    case "alert":
      return <AlertRow entry={entry} />;
  }
}

function ActionRow({ entry }: { entry: Of<"action"> }) {
  const { at, action, actor, actorName, target, targetName, details } = entry;
  const href = targetHref(target);
  const many = typeof details.count === "number" && details.count > 1 ? details.count : null;
  const name = targetName ?? (many && `×${count(many)}`);
  const icon = actor.startsWith("api-key:") ? KeyRound : UserRound;
  return (
    <ActivityLine
      at={at}
      icon={icon}
      iconClassName="text-accent"
      aside={<AuditLink {...{ action, target }} />}
    >
      <p className="break-words">
        <span className="font-medium">{actorName}</span> <span className="text-ink-muted">·</span>{" "}
        {actionWords(action)}
        {name && href && (
          <>
            {" "}
            <Link href={href} className="font-medium text-accent hover:underline">
              {name}
            </Link>
          </>
        )}
        {name && !href && <span className="font-medium"> {name}</span>}
      </p>
    </ActivityLine>
  );
}

/** What the audit has on it; shown to the mouse when it is near, to keyboard and touch always. */
function AuditLink({ action, target }: { action: string; target: string }) {
  const query = target.includes(":") ? { target } : { action };
  return (
    <Link
      href={`/audit?${new URLSearchParams(query)}`}
      className="hover:text-accent focus-visible:opacity-100 group-hover/line:opacity-100 pointer-fine:opacity-0"
    >
      Audit
    </Link>
  );
}

function SensorRow({ entry }: { entry: Of<"sensor"> }) {
  const { at, kind, sensorId, sensorName, pool, poolLabel } = entry;
  return (
    <ActivityLine at={at} icon={eventIcons[kind]} aside={<PoolLink {...{ pool, poolLabel }} />}>
      <p className="break-words">
        <Link
          href={`/sensors/${sensorId}`}
          className="font-medium hover:text-accent hover:underline"
        >
          {sensorName}
        </Link>{" "}
        {eventWords(entry)}
      </p>
    </ActivityLine>
  );
}

function AlertRow({ entry }: { entry: Of<"alert"> }) {
  const { at, kind, title, page, endedAt } = entry;
  const { icon } = alertLooks[kind];
  return (
    <ActivityLine
      at={at}
      icon={icon}
      iconClassName={cn(endedAt === null ? "text-stale" : "text-ink-muted")}
      aside={<AlertEnd alert={entry} />}
    >
      <p className="break-words">
        <span className="sr-only">Alert: </span>
        <Link href={page} className="font-medium hover:text-accent hover:underline">
          {title}
        </Link>
      </p>
    </ActivityLine>
  );
}
