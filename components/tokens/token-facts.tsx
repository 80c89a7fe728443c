import Link from "next/link";
import { shortDuration } from "../../server/duration.ts";
import type { TokenDetail } from "../../server/tokens/schema.ts";
import { TagList } from "../sensors/tag-list.tsx";
import { AbsoluteTime } from "../time/time.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";
import { Panel } from "../ui/panel.tsx";
import { tokenHref } from "./token-link.tsx";
import { tokenTypeWord } from "./token-type-choice.tsx";

const mono = (text: string) => <code className="break-all font-mono text-xs">{text}</code>;
const faint = (text: string) => <span className="text-ink-muted">{text}</span>;

/** What a token fixes for its sensors, whom it admits, and where it comes from. */
export function TokenFacts({ token }: { token: TokenDetail }) {
  return (
    <div className="grid min-w-0 gap-4">
      <Panel title="What it fixes" bodyClassName="py-2">
        <Facts facts={fixed(token)} />
      </Panel>
      <Panel title="Limits" bodyClassName="py-2">
        <Facts facts={limits(token)} />
      </Panel>
      <Panel title="Token" bodyClassName="py-2">
        <Facts facts={origin(token)} />
      </Panel>
    </div>
  );
}

function fixed(token: TokenDetail): Fact[] {
  const { ephemeral, removeAfterSeconds, clusterName, clusterUid } = token;
  const removal =
    removeAfterSeconds !== null && `, removed after ${shortDuration(removeAfterSeconds)}`;
  return [
    ...(clusterName
      ? [
          { label: "Cluster", value: clusterName },
          {
            label: "Cluster UID",
            value: clusterUid ? mono(clusterUid) : faint("of the first that enrolls"),
          },
        ]
      : []),
    { label: "Role", value: token.role ?? faint("as the host says") },
    {
      label: "Ephemeral",
      value:
        ephemeral === null ? faint("as the host says") : ephemeral ? `Yes${removal || ""}` : "No",
    },
    {
      label: "Tags",
      value: token.tags.length > 0 ? <TagList tags={token.tags} /> : faint("none"),
    },
  ];
}

function limits({ namePattern, allowedCidrs, maxUses }: TokenDetail): Fact[] {
  return [
    { label: "Uses", value: maxUses?.toLocaleString("en-US") ?? faint("any number") },
    { label: "Names", value: namePattern ? mono(namePattern) : faint("any") },
    {
      label: "Networks",
      value:
        allowedCidrs.length === 0 ? (
          faint("any")
        ) : (
          <ul>
            {allowedCidrs.map((network) => (
              <li key={network}>{mono(network)}</li>
            ))}
          </ul>
        ),
    },
  ];
}

function origin(token: TokenDetail): Fact[] {
  const { replaces } = token;
  return [
    { label: "Type", value: tokenTypeWord(token.type) },
    { label: "Created", value: <AbsoluteTime at={token.createdAt} /> },
    { label: "Created by", value: token.createdBy },
    ...(replaces
      ? [
          {
            label: "In place of",
            value: (
              <Link href={tokenHref(replaces.id)} className="text-accent hover:underline">
                {mono(`${replaces.prefix}…`)}
              </Link>
            ),
          },
        ]
      : []),
    {
      label: token.state === "expired" ? "Expired" : "Expires",
      value: <AbsoluteTime at={token.expiresAt} />,
    },
    ...(token.revokedAt
      ? [{ label: "Revoked", value: <AbsoluteTime at={token.revokedAt} /> }]
      : []),
    { label: "Id", value: mono(token.id), copy: token.id },
  ];
}
