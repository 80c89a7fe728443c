import { TagList } from "../sensors/tag-list.tsx";
import type { Choice } from "./choice.ts";
import { kindIcons } from "./kind-icon.tsx";
import { kindTraits, namingWords } from "./kinds.ts";

/** What was chosen, once the token fixes it. */
export function Summary({ choice }: { choice: Choice }) {
  const Icon = kindIcons[choice.kind];
  const count = Number(choice.uses);
  const parts = [
    count === 1 ? "one sensor" : `${count.toLocaleString("en-US")} sensors`,
    choice.ephemeral ? "ephemeral" : "permanent",
    `named by ${namingWords[choice.naming].toLowerCase()}`,
    `role ${choice.role}`,
    ...(choice.flavor === "telecom" ? ["telecom"] : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="flex items-center gap-2 font-medium">
        <Icon aria-hidden className="size-4 text-accent" />
        {kindTraits[choice.kind].title}
      </span>
      <span className="text-ink-muted">{parts.join(" · ")}</span>
      {choice.tags.length > 0 && <TagList tags={choice.tags} />}
    </div>
  );
}
