import { Skeleton } from "../ui/skeleton.tsx";

const widths = ["w-40", "w-52", "w-36", "w-48"];

/** As many rows as a page would first show, at their height. */
export function SkeletonRows({ rows = 10, label }: { rows?: number; label: string }) {
  return (
    <div role="status" className="divide-y">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity and never move
        <div key={row} className="flex h-11 items-center gap-10 px-4">
          <Skeleton className={`h-3.5 ${widths[row % widths.length]}`} />
          <Skeleton className="h-3.5 w-20 max-sm:hidden" />
          <Skeleton className="ml-auto h-3.5 w-24" />
        </div>
      ))}
    </div>
  );
}
