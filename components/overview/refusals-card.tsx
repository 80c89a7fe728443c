import type { Overview } from "../../server/overview/schema.ts";
import { RelativeTime } from "../time/time.tsx";
import { Card, number, Quiet, Row, Rows } from "./card.tsx";

const hostsText = (hosts: number) => (hosts === 1 ? "1 host" : `${number(hosts)} hosts`);

/** Who tried to enroll in the last day and was refused, by cause. */
export function RefusalsCard({ refusals: { attempts, hosts, items } }: Pick<Overview, "refusals">) {
  return (
    <Card
      title="Refused enrollments, 24 h"
      all={{
        href: "/sensors/failed",
        text: attempts > 0 ? `${number(attempts)} from ${hostsText(hosts)}` : "All causes",
      }}
    >
      {attempts === 0 ? (
        <Quiet>No enrollment was refused.</Quiet>
      ) : (
        <Rows>
          {items.map(({ code, title, count, lastAt }) => (
            <Row
              key={`${code} ${title} ${lastAt}`}
              href="/sensors/failed"
              name={title}
              note={count === 1 ? "1 attempt" : `${number(count)} attempts in 7 days`}
              aside={<RelativeTime at={lastAt} />}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}
