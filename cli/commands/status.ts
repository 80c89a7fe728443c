import type { Command } from "commander";
import { must } from "../api.ts";
import { relativeTime } from "../duration.ts";
import { facts } from "../output/table.ts";
import type { Run, Session } from "../session.ts";

/** `telovix status`: what an admin wants to know first. */
export function addStatusCommand(program: Command, run: Run): void {
  program
    .command("status")
    .description("counts by status, open alerts, pauses, and the license")
    .action((_options, command) => run(command, status));
}

async function status(session: Session): Promise<void> {
  const { api, world } = session;
  const [sensors, alerts, pauses, license] = await Promise.all([
    must(api.GET("/sensors/counts")),
    must(api.GET("/alerts", { params: { query: { open: true, limit: 10 } } })),
    must(api.GET("/removal-pauses")),
    must(api.GET("/license")),
  ]);
  if (session.json) return session.value({ sensors, alerts: alerts.items, pauses, license });
  const many = (value: number) => value.toLocaleString("en");
  const { healthy, degraded, stale, offline, total } = sensors;
  facts([
    ["Sensors", many(total)],
    ["  healthy", many(healthy)],
    ["  degraded", many(degraded)],
    ["  stale", many(stale)],
    ["  offline", many(offline)],
    ["License", `${many(license.seats.taken)} of ${many(license.limit)} seats, ${license.state}`],
    ["Open alerts", many(alerts.total)],
    ["Open pauses", many(pauses.length)],
  ]).forEach(session.line);
  for (const { at, title } of alerts.items)
    facts([[`  ${relativeTime(at, world.now())}`, title]]).forEach(session.line);
}
