import type { ComponentProps, ReactNode } from "react";
import { cn } from "../ui/class-names.ts";

/** Fixed layout: columns keep their place whatever the rows hold. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full table-fixed border-collapse text-left">
        {children}
      </table>
    </div>
  );
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "h-10 border-b px-3 first:pl-4 last:pr-4 font-medium text-ink-muted text-xs",
        className,
      )}
      {...props}
    />
  );
}

interface TrProps extends ComponentProps<"tr"> {
  isSelected?: boolean;
}

export function Tr({ className, isSelected = false, ...props }: TrProps) {
  return (
    <tr
      aria-selected={isSelected || undefined}
      className={cn(
        "relative border-b transition-colors last:border-b-0 hover:bg-sunken/60 has-[a:focus-visible]:bg-sunken/60",
        isSelected && "bg-accent-soft/60 hover:bg-accent-soft",
        className,
      )}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("h-11 px-3 first:pl-4 last:pr-4", className)} {...props} />;
}
