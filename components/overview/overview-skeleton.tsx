import { Skeleton } from "../ui/skeleton.tsx";

/** The Overview's places, at the sizes that they will have. */
export function OverviewSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the overview</span>
      <Skeleton className="h-46 rounded-xl max-xl:h-80" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-4 md:grid-cols-2">
          <Skeleton className="h-44 rounded-xl" />
          <Skeleton className="h-44 rounded-xl" />
          <Skeleton className="h-44 rounded-xl" />
          <Skeleton className="h-44 rounded-xl" />
        </div>
        <Skeleton className="h-92 rounded-xl" />
      </div>
    </div>
  );
}
