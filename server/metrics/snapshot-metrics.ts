import { Counter, Gauge, type Registry } from "prom-client";
import { alertKinds, deliveryStates } from "../alerts/schema.ts";
import { jobStates } from "../jobs/schema.ts";
import { pauseCauses } from "../lifecycle/schema.ts";
import { statuses } from "../sensors/status.ts";
import { tokenStates } from "../tokens/schema.ts";
import type { Snapshot } from "./snapshot.ts";

/** One metric of the snapshot. `labels`: every value that its label can have, so that none is missing. */
interface Measure {
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  readonly values?: readonly string[];
  readonly read: (snapshot: Snapshot) => Record<string, number> | number | undefined;
}

const measures: readonly Measure[] = [
  {
    name: "telovix_sensors",
    help: "Sensors by status; departed records are those that are still kept",
    label: "status",
    values: [...statuses, "departed"],
    read: ({ sensors: { total: _total, ...counts } }) => counts,
  },
  {
    name: "telovix_sensors_ephemeral",
    help: "Enrolled sensors that are ephemeral",
    read: ({ ephemeral }) => ephemeral,
  },
  {
    name: "telovix_clusters",
    help: "Kubernetes clusters that reported their nodes and have sensors",
    read: ({ clusters }) => clusters.clusters,
  },
  {
    name: "telovix_cluster_nodes",
    help: "Nodes of those clusters: protected have a sensor that has not departed, missing have none",
    label: "state",
    values: ["protected", "missing"],
    read: ({ clusters: { nodes, missing } }) => ({ protected: nodes - missing, missing }),
  },
  {
    name: "telovix_removals_due",
    help: "Ephemeral sensors whose time is over and that are not removed yet",
    read: ({ removalsDue }) => removalsDue,
  },
  {
    name: "telovix_removal_pauses_open",
    help: "Pauses of auto-removal that stand now, by cause",
    label: "cause",
    values: pauseCauses,
    read: ({ pauses }) => pauses,
  },
  {
    name: "telovix_enrollment_tokens",
    help: "Enrollment tokens by state",
    label: "state",
    values: tokenStates,
    read: ({ tokens }) => tokens,
  },
  {
    name: "telovix_jobs",
    help: "Bulk actions by state, as far as they are kept",
    label: "state",
    values: jobStates,
    read: ({ jobs }) => jobs,
  },
  {
    name: "telovix_alerts_open",
    help: "Alerts that are not over, by kind",
    label: "kind",
    values: alertKinds,
    read: ({ alerts }) => alerts,
  },
  {
    name: "telovix_webhook_deliveries",
    help: "Webhook deliveries by state, as far as they are kept",
    label: "state",
    values: deliveryStates,
    read: ({ deliveries }) => deliveries,
  },
  {
    name: "telovix_license_seats_taken",
    help: "Enrolled sensors that take a seat of the license",
    read: ({ seats }) => seats.taken,
  },
  {
    name: "telovix_license_seats_limit",
    help: "Sensors that may be enrolled",
    read: ({ seats }) => seats.limit,
  },
  {
    name: "telovix_license_expiry_timestamp_seconds",
    help: "When the license ends; absent without one",
    read: ({ licenseEnds }) => licenseEnds,
  },
  {
    name: "telovix_certificate_expiry_timestamp_seconds",
    help: "When the Console's CA ends, and the server certificate that it issued",
    label: "certificate",
    values: ["ca", "server"],
    read: ({ certificatesEnd }) => ({ ...certificatesEnd }),
  },
  {
    name: "telovix_database_size_bytes",
    help: "Size of the database on disk",
    read: ({ databaseBytes }) => databaseBytes,
  },
];

/** Gauges over one reading of the database; `telovix_database_up` says whether there was one. */
export function addSnapshotMetrics(register: Registry, read: () => Promise<Snapshot>): void {
  const registers = [register];
  new Gauge({
    name: "telovix_database_up",
    help: "Whether the database answered this scrape; without it, what it knows is absent",
    registers,
    collect() {
      return read().then(
        () => this.set(1),
        () => this.set(0),
      );
    },
  });
  new Counter({
    name: "telovix_audit_entries_total",
    help: "Entries that were ever written into the audit log",
    registers,
    async collect() {
      const snapshot = await read().catch(() => null);
      this.reset();
      if (snapshot) this.inc(snapshot.auditEntries);
    },
  });
  for (const measure of measures) addGauge(registers, measure, read);
}

function addGauge(registers: Registry[], measure: Measure, read: () => Promise<Snapshot>): void {
  const { name, help, label, values = [] } = measure;
  new Gauge({
    ...{ name, help, registers, labelNames: label ? [label] : [] },
    async collect() {
      this.reset();
      const snapshot = await read().catch(() => null);
      const value = snapshot === null ? undefined : measure.read(snapshot);
      // A gauge without labels begins at 0; what is not known is absent.
      if (value === undefined) return label ? undefined : this.remove();
      if (typeof value === "number") return this.set(value);
      if (label) for (const each of values) this.set({ [label]: each }, value[each] ?? 0);
    },
  });
}
