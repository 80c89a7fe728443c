"use client";
import Link from "next/link";
import { poolTag } from "../../server/pools/key.ts";
import { poolHref } from "../pools/pool-cells.tsx";
import { AbsoluteTime } from "../time/time.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import { CertificatePanel } from "./certificate-panel.tsx";
import { hostSize } from "./host-size.ts";
import { LifeEvents } from "./life-events.tsx";
import { NodePanel } from "./node-panel.tsx";
import type { Sensor } from "./sensor-header.tsx";

const mono = (text: string) => <code className="break-all font-mono text-xs">{text}</code>;

export function SensorFacts({ sensor }: { sensor: Sensor }) {
  return (
    <div className="grid min-w-0 gap-4">
      <Panel title="Identity" bodyClassName="py-2">
        <Facts facts={identity(sensor)} />
      </Panel>
      <NodePanel sensor={sensor} />
      <CertificatePanel sensor={sensor} />
      <Panel title="Host" bodyClassName="py-2">
        <Facts facts={host(sensor)} />
      </Panel>
      <LifeEvents sensor={sensor} />
    </div>
  );
}

function identity(sensor: Sensor): Fact[] {
  const { token, pool } = sensor;
  return [
    { label: "Sensor id", value: mono(sensor.id), copy: sensor.id },
    { label: "Hostname", value: sensor.hostname, copy: sensor.hostname },
    ...(sensor.clusterName && !sensor.kubernetes
      ? [{ label: "Cluster", value: sensor.clusterName }]
      : []),
    { label: "Role", value: sensor.role },
    { label: "Flavor", value: sensor.flavor },
    { label: "Version", value: sensor.version },
    { label: "Enrolled", value: <AbsoluteTime at={sensor.enrolledAt} /> },
    {
      label: "Token",
      value: (
        <Link href={tokenHref(token.id)} className="text-accent hover:underline">
          {mono(`${token.prefix}…`)}
        </Link>
      ),
    },
    {
      label: "Pool",
      value: (
        <Link href={poolHref(pool)} className="text-accent hover:underline">
          {poolTag(pool) ?? mono(`${token.prefix}…`)}
        </Link>
      ),
    },
  ];
}

function host(sensor: Sensor): Fact[] {
  const { cloud } = sensor.facts;
  const { cpus, memoryBytes } = hostSize(sensor);
  return [
    { label: "System", value: sensor.os },
    { label: "Kernel", value: sensor.kernel },
    { label: "Architecture", value: sensor.arch },
    ...(cpus !== null ? [{ label: "CPUs", value: cpus }] : []),
    ...(memoryBytes !== null ? [{ label: "Memory", value: gibibytes(memoryBytes) }] : []),
    ...(typeof cloud === "string" ? [{ label: "Cloud", value: cloud }] : []),
    ...(sensor.machineId
      ? [{ label: "Machine id", value: mono(sensor.machineId), copy: sensor.machineId }]
      : []),
    ...(sensor.instanceId
      ? [{ label: "Instance id", value: mono(sensor.instanceId), copy: sensor.instanceId }]
      : []),
  ];
}

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
