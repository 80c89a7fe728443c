import type { ComponentProps, CSSProperties, ReactNode, Ref } from "react";
import { cn } from "../ui/class-names.ts";

interface ScrollTableProps extends ComponentProps<"table"> {
  label: string;
  /** The element that scrolls, for what measures it. */
  scrollRef?: Ref<HTMLDivElement>;
  /** In pixels: below this the table scrolls sideways. */
  minWidth: number;
  rowCount: number;
  className?: string;
  children: ReactNode;
}

/** A table that scrolls within its place on the page, below a header that stays. */
export function ScrollTable(props: ScrollTableProps) {
  const { label, scrollRef, minWidth, rowCount, className, children, ...rest } = props;
  const style: CSSProperties = { minWidth };
  return (
    <div
      ref={scrollRef}
      className={cn(
        "min-h-0 overflow-auto overscroll-x-contain [scroll-padding-block:2.75rem]",
        className,
      )}
    >
      <table
        aria-label={label}
        aria-rowcount={rowCount}
        style={style}
        className="w-full table-fixed border-separate border-spacing-0 text-left"
        {...rest}
      >
        {children}
      </table>
    </div>
  );
}

/** Keeps the place of rows that are not there: what virtual rows stand between. */
export function SpacerRow({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row; nothing in it takes the focus
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
