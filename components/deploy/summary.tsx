import { TagList } from "../sensors/tag-list.tsx";
import type { Choice } from "./choice.ts";
import { kindIcons } from "./kind-icon.tsx";
import { kindWords, namingWords } from "./kinds.ts";
import type { DeployKind } from "./plan.ts";

/** What was chosen, once the token fixes it. */
export function Summary({ choice }: { choice: Choice }) {
  const count = Number(choice.uses);
  const parts = [
    count === 1 ? "one sensor" : `${count.toLocaleString("en-US")} sensors`,
    choice.ephemeral ? "ephemeral" : "permanent",
    `named by ${namingWords[choice.naming].toLowerCase()}`,
    `role ${choice.role}`,
    ...(choice.flavor === "telecom" ? ["telecom"] : []),
  ];
  return <SummaryLine kind={choice.kind} parts={parts} tags={choice.tags} />;
}

interface SummaryLineProps {
  kind: DeployKind;
  parts: readonly string[];
  tags: readonly string[];
}

/** A place, and in words what was chosen for it. */
export function SummaryLine({ kind, parts, tags }: SummaryLineProps) {
  const Icon = kindIcons[kind];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="flex items-center gap-2 font-medium">
        <Icon aria-hidden className="size-4 text-accent" />
        {kindWords[kind].title}
      </span>
      <span className="text-ink-muted">{parts.join(" · ")}</span>
      {tags.length > 0 && <TagList tags={tags} />}
    </div>
  );
}
