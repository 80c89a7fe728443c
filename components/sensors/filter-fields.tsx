"use client";
import {
  Boxes,
  Clock3,
  Cpu,
  KeyRound,
  Layers,
  type LucideIcon,
  Network,
  Package,
  Tags,
  Timer,
  UserCog,
} from "lucide-react";
import { poolTag, poolTokenId } from "../../server/pools/key.ts";
import { LifetimeFilter, PoolFilter, TokenFilter, TokenPrefix } from "./filter-origins.tsx";
import type { FilterEditorProps, FilterParams, ParamChange } from "./filter-params.ts";
import { ClusterFilter, FlavorFilter, ValuesFilter } from "./filter-values.tsx";
import { SilenceFilter, silenceWords } from "./silence-filter.tsx";
import { TagsFilter, tagWords } from "./tags-filter.tsx";

/** Something that sensors can be filtered by: in the menu, and as a chip while it is set. */
export interface FilterField {
  readonly label: string;
  readonly icon: LucideIcon;
  /** What is asked for, in a few words; null: nothing. */
  readonly words: (view: FilterParams) => React.ReactNode | null;
  readonly clear: ParamChange;
  readonly Editor: (props: FilterEditorProps) => React.ReactNode;
}

const list = (values: readonly string[]): string | null =>
  values.length === 0 ? null : values.length <= 2 ? values.join(" or ") : `any of ${values.length}`;

/** In the order of the menu. To add one: its parameter in filter-params.ts, its entry here. */
export const filterFields: readonly FilterField[] = [
  {
    label: "Tags",
    icon: Tags,
    words: tagWords,
    clear: { tag: null, anyTag: null, noTag: null, noTagKey: null },
    Editor: TagsFilter,
  },
  {
    label: "Cluster",
    icon: Network,
    words: (view) => (view.hasCluster === false ? "none" : list(view.cluster)),
    clear: { cluster: null, hasCluster: null },
    Editor: ClusterFilter,
  },
  {
    label: "Role",
    icon: UserCog,
    words: ({ role }) => list(role),
    clear: { role: null },
    Editor: (props) => <ValuesFilter {...props} label="Role" field="role" facet="roles" />,
  },
  {
    label: "Flavor",
    icon: Layers,
    words: ({ flavor }) => flavor,
    clear: { flavor: null },
    Editor: FlavorFilter,
  },
  {
    label: "Version",
    icon: Package,
    words: ({ version }) => list(version),
    clear: { version: null },
    Editor: (props) => <ValuesFilter {...props} label="Version" field="version" facet="versions" />,
  },
  {
    label: "Kernel",
    icon: Cpu,
    words: ({ kernel }) => list(kernel),
    clear: { kernel: null },
    Editor: (props) => <ValuesFilter {...props} label="Kernel" field="kernel" facet="kernels" />,
  },
  {
    label: "Lifetime",
    icon: Timer,
    words: ({ ephemeral }) => (ephemeral === null ? null : ephemeral ? "ephemeral" : "permanent"),
    clear: { ephemeral: null },
    Editor: LifetimeFilter,
  },
  {
    label: "Last heartbeat",
    icon: Clock3,
    words: silenceWords,
    clear: { silentOver: null, silentUnder: null },
    Editor: SilenceFilter,
  },
  {
    label: "Token",
    icon: KeyRound,
    words: ({ token }) => token && <TokenPrefix id={token} />,
    clear: { token: null },
    Editor: TokenFilter,
  },
  {
    label: "Pool",
    icon: Boxes,
    words: ({ pool }) => {
      if (pool === null) return null;
      const tokenId = poolTokenId(pool);
      return tokenId === null ? poolTag(pool) : <TokenPrefix id={tokenId} />;
    },
    clear: { pool: null },
    Editor: PoolFilter,
  },
];
