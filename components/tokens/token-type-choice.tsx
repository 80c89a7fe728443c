import { Boxes, Layers, type LucideIcon, Server } from "lucide-react";
import { useId } from "react";
import type { tokenTypes } from "../../server/tokens/schema.ts";

export type TokenType = (typeof tokenTypes)[number];

const choices: readonly (readonly [TokenType, string, string, LucideIcon])[] = [
  ["one_time", "One-time", "One host, then it is used up.", Server],
  ["batch", "Batch", "As many hosts as you allow.", Layers],
  ["cluster", "Cluster", "Every node of one cluster.", Boxes],
];

export const tokenTypeWord = (type: TokenType): string =>
  choices.find(([value]) => value === type)?.[1] ?? type;

interface TokenTypeChoiceProps {
  type: TokenType;
  onChoose: (type: TokenType) => void;
}

export function TokenTypeChoice({ type, onChoose }: TokenTypeChoiceProps) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Type</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {choices.map(([value, title, text, Icon]) => (
          <label
            key={value}
            className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-0.5 rounded-lg border border-line-strong p-3 transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft/60 has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={type === value}
              onChange={() => onChoose(value)}
              className="sr-only"
            />
            <Icon aria-hidden className="mt-0.5 size-4 text-ink-muted" />
            <span className="font-medium">{title}</span>
            <span className="col-span-2 text-ink-muted text-xs">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
