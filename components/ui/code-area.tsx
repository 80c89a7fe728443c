"use client";
import { type ComponentProps, useRef } from "react";
import { cn } from "./class-names.ts";

interface CodeAreaProps extends Omit<ComponentProps<"textarea">, "value" | "rows" | "wrap"> {
  value: string;
  /** How many lines it is high before it scrolls. */
  linesMin: number;
  linesMax: number;
  /** 1-based; marked where it is numbered. */
  wrongLine?: number | undefined;
}

/** Text with numbered lines. Tab leaves it, as it leaves any field: nobody is caught in here. */
export function CodeArea(props: CodeAreaProps) {
  const { value, linesMin, linesMax, wrongLine, className, ...rest } = props;
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split("\n").length;
  return (
    <div
      className={cn(
        "relative overflow-hidden rounded-md border border-control/70 bg-surface font-mono text-[0.8125rem] leading-5 shadow-raised transition-colors focus-within:border-accent focus-within:outline-2 focus-within:outline-accent hover:border-control has-aria-invalid:border-danger max-md:text-base max-md:leading-6",
        className,
      )}
    >
      <div
        ref={gutter}
        aria-hidden
        className="absolute inset-y-0 left-0 w-11 select-none overflow-hidden border-r bg-sunken py-2 text-right text-ink-faint tabular-nums"
      >
        {Array.from({ length: lines }, (_, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={index}
            className={cn(
              "px-2",
              index + 1 === wrongLine && "bg-danger-soft font-semibold text-danger",
            )}
          >
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        {...rest}
        wrap="off"
        value={value}
        rows={Math.min(Math.max(lines, linesMin), linesMax)}
        onScroll={({ currentTarget }) => {
          if (gutter.current) gutter.current.scrollTop = currentTarget.scrollTop;
        }}
        className="block w-full resize-none overflow-auto bg-transparent py-2 pr-3 pl-14 outline-none placeholder:text-ink-faint"
      />
    </div>
  );
}
