"use client";
import { Radio } from "lucide-react";
import { useMay } from "../shell/me.tsx";
import { DeployButton } from "../tokens/deploy-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** The first thing a new installation sees: the way to its first sensor. */
export function NoSensors({ onDeploy }: { onDeploy: () => void }) {
  const mayOperate = useMay("operate");
  return (
    <div className="rounded-xl border border-dashed bg-surface">
      <EmptyState
        icon={Radio}
        title="No sensors yet"
        action={mayOperate && <DeployButton onDeploy={onDeploy} />}
      >
        {mayOperate
          ? "Generate a token, run the command it comes with on a Linux host, and the sensor appears here within seconds."
          : "An operator can deploy the first one; it appears here by itself."}
      </EmptyState>
    </div>
  );
}
