import {
  BadgeAlert,
  CirclePause,
  type LucideIcon,
  ServerOff,
  ShieldX,
  TicketX,
} from "lucide-react";
import type { AlertKind } from "../../server/alerts/schema.ts";

/** What each kind of alert is called, and when it is raised. */
export const alertLooks: Record<AlertKind, { word: string; hint: string; icon: LucideIcon }> = {
  sensor_offline: {
    word: "Sensor offline",
    hint: "Permanent sensors, and ephemeral ones that vanish without a goodbye.",
    icon: ServerOff,
  },
  breaker_tripped: {
    word: "Auto-removal paused",
    hint: "Too many went silent, or lost their nodes, together; a person should look.",
    icon: CirclePause,
  },
  token_expiring: {
    word: "Token expiring",
    hint: "30, 7 and 1 days before the end.",
    icon: TicketX,
  },
  enrollment_refused: {
    word: "Enrollment refused",
    hint: "At most once per cause and hour.",
    icon: ShieldX,
  },
  license_near_limit: {
    word: "License near its limit",
    hint: "At nine tenths of the seats, and when all are taken.",
    icon: BadgeAlert,
  },
};
