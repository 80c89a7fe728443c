import type { RetentionPreview } from "../../server/settings/schema.ts";

const nouns = {
  metricsDays: ["day of kernel counters", "days of kernel counters"],
  departed: ["departed sensor", "departed sensors"],
  attempts: ["failed enrollment", "failed enrollments"],
  auditEntries: ["audit entry", "audit entries"],
  decisions: ["admission decision", "admission decisions"],
} as const satisfies Record<keyof RetentionPreview, readonly [string, string]>;

/** "12 days of kernel counters": what a shorter retention purges, in words. */
export function lossesOf(preview: RetentionPreview): string[] {
  return Object.entries(nouns).flatMap(([key, [one, many]]) => {
    const count = preview[key as keyof RetentionPreview];
    return count > 0 ? [`${count.toLocaleString("en-US")} ${count === 1 ? one : many}`] : [];
  });
}

export function RetentionLosses({ preview }: { preview: RetentionPreview }) {
  return (
    <ul className="list-disc pl-5 text-ink">
      {lossesOf(preview).map((loss) => (
        <li key={loss}>{loss}</li>
      ))}
    </ul>
  );
}
