import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/class-names.ts";
import { Th } from "./table.tsx";

interface SortableHeadProps {
  sorted: "asc" | "desc" | false;
  /** Undefined: this column has no order. */
  onSort: ((event: unknown) => void) | undefined;
  className?: string | undefined;
  children: ReactNode;
}

const directions = { asc: "ascending", desc: "descending" } as const;

export function SortableHead({ sorted, onSort, className, children }: SortableHeadProps) {
  if (!onSort) return <Th className={className}>{children}</Th>;
  const Arrow = sorted === "desc" ? ArrowDown : ArrowUp;
  return (
    <Th className={className} aria-sort={sorted ? directions[sorted] : "none"}>
      <button
        type="button"
        onClick={onSort}
        className={cn(
          "group -mx-1 inline-flex items-center gap-1 rounded px-1 hover:text-ink",
          sorted && "text-ink",
        )}
      >
        {children}
        <Arrow
          aria-hidden
          className={cn(
            "size-3.5",
            !sorted && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
          )}
        />
      </button>
    </Th>
  );
}
