import { type ReactNode, useId } from "react";
import { Switch } from "../ui/switch.tsx";

interface SwitchFieldProps {
  label: string;
  hint: ReactNode;
  checked: boolean;
  disabled?: boolean;
  className?: string;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off, and a sentence on what it does. */
export function SwitchField(props: SwitchFieldProps) {
  const { label, hint, checked, disabled, className = "", onChange } = props;
  const id = useId();
  return (
    <div className={`flex items-start gap-3 ${className}`}>
      <Switch
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={`${id}-hint`}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium text-[0.8125rem]">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-pretty text-ink-muted text-xs">
          {hint}
        </p>
      </div>
    </div>
  );
}
