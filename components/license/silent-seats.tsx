import Link from "next/link";

interface SilentSeatsProps {
  stale: number;
  offline: number;
}

/** One click to the sensors that hold a seat and are not heard. */
export function SilentSeats({ stale, offline }: SilentSeatsProps) {
  const silent = stale + offline;
  if (silent === 0) return null;
  return (
    <Link
      href="/sensors?status=stale,offline"
      className="font-medium text-accent underline underline-offset-4"
    >
      Show the {silent.toLocaleString("en-US")} stale or offline
    </Link>
  );
}
