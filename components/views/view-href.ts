import { createSerializer } from "nuqs";
import type { View } from "../../server/views/schema.ts";
import { listParams } from "../sensors/filter-params.ts";
import { paramsOf } from "./view-state.ts";

const serialize = createSerializer(listParams, { clearOnDefault: true });

/** The Sensors page as the view shows it. */
export function viewHref(view: Pick<View, "id" | "state">): string {
  return serialize("/sensors", paramsOf(view));
}
