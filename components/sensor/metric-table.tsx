import type { SensorHistory } from "../../server/sensors/history-schema.ts";
import { momentText } from "./local-time.ts";
import { type Metric, shortNumber } from "./metric-series.ts";

interface MetricTableProps {
  label: string;
  metrics: readonly { metric: Metric }[];
  points: SensorHistory["points"];
}

/** The numbers that the charts draw, newest first; scrolls in itself. */
export function MetricTable({ label: name, metrics, points }: MetricTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={name} tabIndex={0} className="-m-4 max-h-96 overflow-auto rounded-b-xl">
      <table className="w-full text-right tabular-nums">
        <thead className="sticky top-0 bg-sunken text-ink-muted text-xs">
          <tr>
            <th scope="col" className="whitespace-nowrap px-4 py-2 text-left font-medium">
              Time
            </th>
            {metrics.map(({ metric: { label, unit } }) => (
              <th key={label} scope="col" className="min-w-24 px-3 py-2 font-medium">
                {label}
                {unit && <span className="block font-normal">{unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {points.toReversed().map((point) => (
            <tr key={point.at}>
              <th
                scope="row"
                className="whitespace-nowrap px-4 py-1.5 text-left font-normal text-ink-muted"
                suppressHydrationWarning
              >
                {momentText(Date.parse(point.at))}
              </th>
              {metrics.map(({ metric }) => {
                const value = metric.read(point);
                return (
                  <td key={metric.label} className="px-3 py-1.5">
                    {value === null ? "–" : shortNumber(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
