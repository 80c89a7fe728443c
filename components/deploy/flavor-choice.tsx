import { Segmented } from "../ui/segmented.tsx";
import type { Choice } from "./choice.ts";
import type { DeployChange } from "./deploy-params.ts";

interface FlavorChoiceProps {
  flavor: Choice["flavor"];
  onChange: (change: DeployChange) => void;
}

export function FlavorChoice({ flavor, onChange }: FlavorChoiceProps) {
  return (
    <div className="grid content-start justify-items-start gap-1.5">
      <span className="font-medium text-[0.8125rem]">Flavor</span>
      <Segmented
        label="Flavor"
        value={flavor}
        options={[
          ["standard", "Standard"],
          ["telecom", "Telecom"],
        ]}
        onChange={(next) => onChange({ flavor: next })}
      />
    </div>
  );
}
