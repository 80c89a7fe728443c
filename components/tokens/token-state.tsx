import { Ban, CircleDot, Hourglass, type LucideIcon, PackageCheck } from "lucide-react";
import type { TokenState } from "../../server/tokens/schema.ts";
import { cn } from "../ui/class-names.ts";

/** Told by word, icon and colour, as a sensor's status is. */
const looks: Record<TokenState, readonly [word: string, icon: LucideIcon, color: string]> = {
  active: ["Active", CircleDot, "text-healthy"],
  expired: ["Expired", Hourglass, "text-departed"],
  exhausted: ["Used up", PackageCheck, "text-departed"],
  revoked: ["Revoked", Ban, "text-offline"],
};

export const tokenStateWord = (state: TokenState): string => looks[state][0];

export function TokenStateBadge({ state }: { state: TokenState }) {
  const [word, Icon, color] = looks[state];
  return (
    <span className={cn("inline-flex items-center gap-1.5 font-medium", color)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      {word}
    </span>
  );
}
