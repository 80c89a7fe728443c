import type { Overview } from "../../server/overview/schema.ts";
import { RelativeTime } from "../time/time.tsx";
import { tokenHref } from "../tokens/token-link.tsx";
import { Card, number, Quiet, Row, Rows } from "./card.tsx";

/** Tokens that stop admitting sensors soon, unless somebody rotates them. */
export function TokensCard({ tokens: { expiring, items } }: Pick<Overview, "tokens">) {
  return (
    <Card
      title="Tokens about to expire"
      all={
        expiring > 0
          ? {
              href: "/sensors/tokens?state=expiring",
              text: expiring === 1 ? "1 token" : `${number(expiring)} tokens`,
            }
          : { href: "/sensors/tokens", text: "All tokens" }
      }
    >
      {expiring === 0 ? (
        <Quiet>No batch or cluster token ends soon.</Quiet>
      ) : (
        <Rows>
          {items.map(({ id, prefix, type, description, expiresAt }) => (
            <Row
              key={id}
              href={tokenHref(id)}
              name={<span className="font-mono text-[0.8125rem]">{prefix}…</span>}
              note={[type, description].filter(Boolean).join(" · ")}
              aside={
                <>
                  expires <RelativeTime at={expiresAt} />
                </>
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}
