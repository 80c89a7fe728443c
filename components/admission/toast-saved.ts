import { toast } from "sonner";
import type { SavedRule } from "../../server/admission/schema.ts";

/** Says that a rule is saved, and what its author should look at. */
export function toastSaved({ name, enabled, warnings }: SavedRule): void {
  const title = enabled ? `${name} saved: pods are checked` : `${name} saved, switched off`;
  if (warnings.length === 0) toast.success(title);
  else toast.warning(title, { description: warnings.join(" "), duration: 15_000 });
}
