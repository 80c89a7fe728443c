import { type GroupSensors, groupings } from "../../server/sensors/schema.ts";
import { type Status, statuses } from "../../server/sensors/status.ts";
import type { ParamChange, SensorParams } from "../sensors/filter-params.ts";

type By = GroupSensors["by"];

/** What the menu offers beside the keys of tags. */
export const plainGroups: readonly string[] = groupings.filter((by) => by !== "tag");

const tagPrefix = "tag:";

/** `tag:env` as the server wants to hear it. */
export function groupInput(group: string): { by: By; tagKey?: string } {
  if (group.startsWith(tagPrefix)) return { by: "tag", tagKey: group.slice(tagPrefix.length) };
  return { by: groupings.find((by) => by === group) ?? "cluster" };
}

/** "cluster", "env:" */
export function groupWord(group: string): string {
  return group.startsWith(tagPrefix) ? `${group.slice(tagPrefix.length)}:` : group;
}

/** What narrows the list to one group, on top of what it is filtered by; null: it has no filter. */
export function groupFilter(
  group: string,
  key: string | null,
  view: Pick<SensorParams, "tag">,
): ParamChange | null {
  const { by, tagKey } = groupInput(group);
  if (by === "tag") {
    if (key === null) return { noTagKey: tagKey ?? null };
    return { tag: [...new Set([...view.tag, key])] };
  }
  if (by === "cluster") return key === null ? { hasCluster: false } : { cluster: [key] };
  if (key === null) return null;
  if (by === "status")
    return { status: statuses.filter((status): status is Status => status === key) };
  if (by === "pool") return { pool: key };
  return by === "role" ? { role: [key] } : { version: [key] };
}
