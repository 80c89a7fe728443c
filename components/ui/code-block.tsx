import { cn } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";

interface CodeBlockProps {
  value: string;
  /** What it is, for the copy button and screen readers. */
  label: string;
  /** Off where a copy button stands beside it already. */
  withCopy?: boolean;
  className?: string;
}

/** Text to take away whole: a command, a secret, a certificate. */
export function CodeBlock({ value, label, withCopy = true, className }: CodeBlockProps) {
  return (
    <div className={cn("relative rounded-lg border bg-sunken", className)}>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className="max-h-64 overflow-auto rounded-lg py-2.5 pr-12 pl-3"
      >
        <pre className="whitespace-pre-wrap break-all font-mono text-[0.8125rem] leading-5">
          {value}
        </pre>
      </section>
      {withCopy && (
        <CopyButton value={value} label={`Copy ${label}`} className="absolute top-1.5 right-1.5" />
      )}
    </div>
  );
}
