import { cn } from "./class-names.ts";

/** Holds the place of what is still loading, at the size it will have. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded bg-sunken", className)} />;
}
