import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  /** Some, not all, of what it stands for. */
  isMixed?: boolean;
}

/** A native checkbox, so that forms, ranges with Shift and screen readers just work. */
export function Checkbox({ className, isMixed = false, ...props }: CheckboxProps) {
  return (
    <span className={cn("relative inline-grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = isMixed;
        }}
        className="peer absolute inset-0 appearance-none rounded-[5px] border border-control bg-surface transition-colors before:absolute before:-inset-3 before:content-[''] checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
        {...props}
      />
      <Check
        aria-hidden
        strokeWidth={3.5}
        className="pointer-events-none invisible relative size-3 text-on-accent peer-checked:visible peer-indeterminate:invisible"
      />
      <Minus
        aria-hidden
        strokeWidth={3.5}
        className="pointer-events-none invisible absolute size-3 text-on-accent peer-indeterminate:visible"
      />
    </span>
  );
}
