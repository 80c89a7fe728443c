import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "../ui/panel.tsx";

export const number = (value: number): string => value.toLocaleString("en-US");

interface CardProps {
  title: string;
  /** The way to all of it, and what it is called. */
  all: { href: string; text: string };
  children: ReactNode;
}

/** One matter of the Overview, with the way to the list behind it. */
export function Card({ title, all, children }: CardProps) {
  return (
    <Panel
      title={title}
      className="flex flex-col"
      bodyClassName="flex-1 p-0"
      actions={
        <Link
          href={all.href}
          className="whitespace-nowrap rounded text-accent text-xs tabular-nums hover:underline"
        >
          {all.text}
          <span className="sr-only"> ({title})</span>
        </Link>
      }
    >
      {children}
    </Panel>
  );
}

/** Nothing to do here, which is good news and takes little room. */
export function Quiet({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 px-4 py-3.5 text-ink-muted">
      <CircleCheck aria-hidden className="size-4 shrink-0 text-healthy" />
      {children}
    </p>
  );
}

/** Rows of a card; each says what it is about and, at the right, how much or when. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="divide-y">{children}</ul>;
}

interface RowProps {
  href: string;
  /** What the link says. */
  name: ReactNode;
  note?: ReactNode;
  aside: ReactNode;
}

export function Row({ href, name, note, aside }: RowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5">
      <span className="min-w-0">
        <Link
          href={href}
          className="line-clamp-2 break-words rounded font-medium hover:text-accent hover:underline"
        >
          {name}
        </Link>
        {note && <span className="block truncate text-ink-muted text-xs">{note}</span>}
      </span>
      <span className="whitespace-nowrap text-right text-ink-muted text-xs tabular-nums">
        {aside}
      </span>
    </li>
  );
}
