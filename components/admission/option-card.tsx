import type { LucideIcon } from "lucide-react";
import { cn } from "../ui/class-names.ts";

interface OptionCardProps {
  /** Of the group of radio buttons. */
  name: string;
  title: string;
  text: string;
  icon: LucideIcon;
  color?: string;
  isChosen: boolean;
  onChoose: () => void;
}

/** One of few, with what it means. */
export function OptionCard(props: OptionCardProps) {
  const { name, title, text, icon: Icon, color = "text-ink-muted", isChosen, onChoose } = props;
  return (
    <label className="grid grid-cols-[auto_1fr] content-start gap-x-2.5 gap-y-0.5 rounded-lg border border-line-strong p-3 transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft/60 has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} className="sr-only" />
      <Icon aria-hidden className={cn("mt-0.5 size-4", color)} />
      <span className="font-medium">{title}</span>
      <span className="col-start-2 text-pretty text-ink-muted text-xs">{text}</span>
    </label>
  );
}
