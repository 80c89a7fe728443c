import { useId } from "react";
import { kindIcons } from "./kind-icon.tsx";
import { kindWords } from "./kinds.ts";
import { type DeployKind, deployKinds } from "./plan.ts";

interface KindChoiceProps {
  kind: DeployKind;
  onChoose: (kind: DeployKind) => void;
}

/** Where the sensors will run. */
export function KindChoice({ kind, onChoose }: KindChoiceProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">Where the sensors will run</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
        {deployKinds.map((each) => {
          const { title, text } = kindWords[each];
          const Icon = kindIcons[each];
          return (
            <label
              key={each}
              className="grid content-start gap-x-2.5 gap-y-0.5 rounded-lg border border-line-strong p-3 transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft/60 has-focus-visible:outline-2 has-focus-visible:outline-accent sm:grid-cols-[auto_1fr]"
            >
              <input
                type="radio"
                name={name}
                value={each}
                checked={kind === each}
                onChange={() => onChoose(each)}
                className="sr-only"
              />
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 max-sm:mb-1 ${kind === each ? "text-accent" : "text-ink-muted"}`}
              />
              <span className="font-medium">{title}</span>
              <span className="text-pretty text-ink-muted text-xs sm:col-start-2">{text}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
