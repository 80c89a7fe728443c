import { useId } from "react";
import type { DeployChange } from "../deploy-params.ts";
import { SwitchField } from "../switch-field.tsx";
import type { ClusterChoice } from "./choice.ts";

interface ChartSwitchesProps {
  choice: ClusterChoice;
  onChange: (change: DeployChange) => void;
}

const broughtByVdu = "The vDU overlay brings it.";

/** What the chart can do besides running one sensor pod on each node. */
export function ChartSwitches({ choice, onChange }: ChartSwitchesProps) {
  const id = useId();
  const { vdu } = choice;
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t pt-4">
      <h3 id={id} className="font-medium">
        Chart options
      </h3>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
        <SwitchField
          label="vDU overlay"
          hint="For O-RAN vDU and vCU nodes with isolated cores: telecom, role o_du, small limits."
          checked={vdu}
          onChange={(on) => onChange({ vdu: on, flavor: on ? "telecom" : null })}
        />
        <SwitchField
          label="Network policy"
          hint={vdu ? broughtByVdu : "Denies all ingress; egress only to DNS and this Console."}
          checked={choice.networkPolicy}
          disabled={vdu}
          onChange={(networkPolicy) => onChange({ networkPolicy })}
        />
        <SwitchField
          label="Priority class"
          hint={vdu ? broughtByVdu : "Keeps sensor pods from being evicted under pressure."}
          checked={choice.priorityClass}
          disabled={vdu}
          onChange={(priorityClass) => onChange({ priorityClass })}
        />
        <SwitchField
          label="Start-up gate"
          hint="A new node takes pods only once its sensor reports. The node group sets the taint."
          checked={choice.startupGate}
          onChange={(startupGate) => onChange({ startupGate })}
        />
        <SwitchField
          label="Admission webhook"
          hint="New pods are asked of this Console's rules; while it is silent they are admitted."
          checked={choice.admission}
          onChange={(admission) => onChange({ admission })}
        />
      </div>
    </section>
  );
}
