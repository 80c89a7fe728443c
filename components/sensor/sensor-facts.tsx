"use client";
import Link from "next/link";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Sensor } from "./sensor-header.tsx";

const mono = (text: string) => <code className="break-all font-mono text-xs">{text}</code>;

export function SensorFacts({ sensor }: { sensor: Sensor }) {
  return (
    <div className="grid min-w-0 gap-4">
      <Panel title="Identity" bodyClassName="py-2">
        <Facts facts={identity(sensor)} />
      </Panel>
      <Panel title="Certificate" bodyClassName="py-2">
        <Facts facts={certificate(sensor)} />
      </Panel>
      <Panel title="Host" bodyClassName="py-2">
        <Facts facts={host(sensor)} />
      </Panel>
    </div>
  );
}

function identity(sensor: Sensor): Fact[] {
  const { token } = sensor;
  return [
    { label: "Sensor id", value: mono(sensor.id), copy: sensor.id },
    { label: "Hostname", value: sensor.hostname, copy: sensor.hostname },
    ...(sensor.clusterName ? [{ label: "Cluster", value: sensor.clusterName }] : []),
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
  ];
}

function certificate({ certificate: { serial, notAfter }, certificates }: Sensor): Fact[] {
  return [
    { label: "Serial", value: mono(serial), copy: serial },
    { label: "Expires", value: <RelativeTime at={notAfter} /> },
    { label: "Not after", value: <AbsoluteTime at={notAfter} /> },
    { label: "Issued so far", value: certificates.length },
  ];
}

function host(sensor: Sensor): Fact[] {
  const { cpus, memoryBytes, cloud } = sensor.facts;
  return [
    { label: "System", value: sensor.os },
    { label: "Kernel", value: sensor.kernel },
    { label: "Architecture", value: sensor.arch },
    ...(typeof cpus === "number" ? [{ label: "CPUs", value: cpus }] : []),
    ...(typeof memoryBytes === "number"
      ? [{ label: "Memory", value: gibibytes(memoryBytes) }]
      : []),
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
