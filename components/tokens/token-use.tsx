import Link from "next/link";
import type { TokenDetail } from "../../server/tokens/schema.ts";
import { tokenSensorsHref } from "../sensors/search-params.ts";
import { RelativeTime } from "../time/time.tsx";
import { cn } from "../ui/class-names.ts";
import { Panel } from "../ui/panel.tsx";

const number = (value: number) => value.toLocaleString("en-US");

/** How far a token is used, and what became of what it enrolled; follows enrollments live. */
export function TokenUse({ token }: { token: TokenDetail }) {
  const { uses, maxUses, counts, lastUsedAt } = token;
  const left = maxUses === null ? null : Math.max(0, maxUses - uses);
  // Records that retention purged, and second enrollments of one sensor.
  const other = Math.max(0, uses - counts.live - counts.departed);
  const whole = Math.max(1, maxUses ?? uses);
  return (
    <Panel
      title="Use"
      actions={
        counts.live > 0 && (
          <Link href={tokenSensorsHref(token.id)} className="text-accent text-xs hover:underline">
            Show in Sensors
          </Link>
        )
      }
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-2xl tabular-nums tracking-tight">{number(uses)}</span>
        <span className="text-ink-muted">
          {maxUses === null ? "enrollments, any number allowed" : `of ${number(maxUses)} used`}
        </span>
        <span className="ml-auto text-ink-muted">
          {lastUsedAt ? (
            <>
              last used <RelativeTime at={lastUsedAt} />
            </>
          ) : (
            "never used"
          )}
        </span>
      </p>
      <div aria-hidden className="mt-3 flex h-2 overflow-hidden rounded-full bg-line">
        <Part of={whole} count={counts.live} className="bg-accent" />
        <Part of={whole} count={counts.departed} className="bg-control/70" />
        <Part of={whole} count={other} className="bg-control/40" />
      </div>
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
        <Count label="live" count={counts.live} className="bg-accent" />
        <Count label="departed" count={counts.departed} className="bg-control/70" />
        {other > 0 && (
          <Count
            label="no longer kept, or enrolled again"
            count={other}
            className="bg-control/40"
          />
        )}
        {left !== null && <Count label="left" count={left} className="bg-line" />}
      </dl>
    </Panel>
  );
}

interface PartProps {
  count: number;
  of: number;
  className: string;
}

function Part({ count, of, className }: PartProps) {
  return (
    <span
      className={cn("h-full transition-[width] duration-500", className)}
      style={{ width: `${Math.min(100, (count / of) * 100)}%` }}
    />
  );
}

function Count({ label, count, className }: { label: string; count: number; className: string }) {
  return (
    <div className="flex items-center gap-1.5">
      <span aria-hidden className={cn("size-2.5 rounded-full", className)} />
      <dt className="order-last text-ink-muted">{label}</dt>
      <dd className="font-medium tabular-nums">{number(count)}</dd>
    </div>
  );
}
