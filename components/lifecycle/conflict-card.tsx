"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import type { ConflictView } from "../../server/lifecycle/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { DeleteSensorDialog } from "../sensors/delete-sensor-dialog.tsx";
import { StatusBadge } from "../sensors/status-badge.tsx";
import { useMay } from "../shell/me.tsx";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";

type Sensor = ConflictView["sensors"][number];

const apart =
  "telovix-sensor logout\nrm /etc/machine-id && systemd-machine-id-setup\n# then the install command, with a new token";

/** One conflict: what it is, who takes part, and what can be done. */
export function ConflictCard({ conflict }: { conflict: ConflictView }) {
  const { kind, machineId, sensors } = conflict;
  const isClone = kind === "clone";
  const mayOperate = useMay("operate");
  return (
    <section
      aria-label={isClone ? "One identity on two machines" : "Several sensors on one machine"}
      className="grid gap-3 rounded-xl border p-4"
    >
      <div className="grid gap-1">
        <h3 className="font-semibold">
          {isClone
            ? "Two machines use one identity"
            : `${sensors.length} sensors report the same machine`}
        </h3>
        <p className="text-ink-muted">
          {isClone ? (
            "Two machines take turns with this sensor's certificate, as copies of one disk do. What either reports ends up in one record. On one of the two, run:"
          ) : (
            <>
              Each has a key of its own, all say machine id{" "}
              <code className="break-all font-mono text-xs">{machineId}</code>. Machines made from
              one image may share it; otherwise one of these is left over: delete it.
            </>
          )}
        </p>
      </div>
      {isClone && <CodeBlock value={apart} label="commands" />}
      <ul className="divide-y rounded-lg border">
        {sensors.map((sensor) => (
          <ConflictingSensor key={sensor.id} sensor={sensor} />
        ))}
      </ul>
      {mayOperate && (
        <Accept
          ids={sensors.map(({ id }) => id)}
          label={isClone ? "They are apart now" : "These are separate machines"}
        />
      )}
    </section>
  );
}

function ConflictingSensor({ sensor }: { sensor: Sensor }) {
  const mayDelete = useMay("administer");
  const [isDeleting, setDeleting] = useState(false);
  const { id, name, hostname, status, enrolledAt, lastHeartbeatAt } = sensor;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2">
      <div className="grid min-w-0 gap-0.5">
        <span className="flex min-w-0 flex-wrap items-center gap-x-3">
          <Link href={`/sensors/${id}`} className="truncate font-medium hover:text-accent">
            {name}
          </Link>
          <StatusBadge status={status} />
        </span>
        <span className="text-ink-muted text-xs">
          {hostname} · enrolled <RelativeTime at={enrolledAt} /> · heard{" "}
          <RelativeTime at={lastHeartbeatAt} />
        </span>
      </div>
      {mayDelete && (
        <Button size="sm" variant="danger-outline" onClick={() => setDeleting(true)}>
          Delete<span className="sr-only"> {name}</span>
        </Button>
      )}
      {isDeleting && <Deletion sensor={sensor} onClose={() => setDeleting(false)} />}
    </li>
  );
}

function Deletion({ sensor, onClose }: { sensor: Sensor; onClose: () => void }) {
  const readAgain = useReadAgain();
  return (
    <DeleteSensorDialog
      sensor={sensor}
      onClose={onClose}
      onDeleted={() => readAgain("lifecycle")}
    />
  );
}

function Accept({ ids, label }: { ids: string[]; label: string }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const accept = useMutation(
    trpc.lifecycle.acceptConflict.mutationOptions({
      onSuccess: () => {
        toast.success("Noted. It is shown again when it happens again.");
        readAgain("lifecycle");
      },
      onError: (error) => toast.error(problemText(error)),
    }),
  );
  return (
    <Button
      size="sm"
      className="justify-self-start"
      pending={accept.isPending}
      onClick={() => accept.mutate({ sensorIds: ids })}
    >
      {label}
    </Button>
  );
}
