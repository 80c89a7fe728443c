import { AbsoluteTime } from "../time/time.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Sensor } from "./sensor-header.tsx";

const reasons: Record<string, string> = {
  clean_exit: "It said goodbye when its host shut down",
  decommissioned: "It was decommissioned on its host",
  deleted: "It was deleted",
  auto_removed: "It was removed by itself after its silence",
};

/** A departed record is kept to be read, nothing more. */
export function DepartedNotice({ departed }: { departed: Sensor["departed"] }) {
  if (!departed) return null;
  const { at, reason, by } = departed;
  return (
    <Notice tone="info" className="mb-4" title="This sensor has departed. Its record is read-only.">
      {reasons[reason] ?? reason} (by {by}), <AbsoluteTime at={at} />.
    </Notice>
  );
}
