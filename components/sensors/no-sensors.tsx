"use client";
import { Radio } from "lucide-react";
import { DeployLink } from "../deploy/deploy-link.tsx";
import { useMay } from "../shell/me.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** The first thing a new installation sees: the way to its first sensor. */
export function NoSensors() {
  const mayOperate = useMay("operate");
  return (
    <div className="rounded-xl border border-dashed bg-surface">
      <EmptyState icon={Radio} title="No sensors yet" action={mayOperate && <DeployLink />}>
        {mayOperate
          ? "Choose where it shall run, take the command or template, and the sensor appears here within seconds."
          : "An operator can deploy the first one; it appears here by itself."}
      </EmptyState>
    </div>
  );
}
