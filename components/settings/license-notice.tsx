import type { LicenseView } from "../../server/license/schema.ts";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import { Notice } from "../ui/notice.tsx";

/** What an admin must know of the license's term; nothing while all is well. */
export function LicenseNotice({ license }: { license: LicenseView }) {
  const { state, problem, expiresAt, limit } = license;
  if (state === "invalid") {
    return (
      <Notice tone="danger" title="The license is not valid here">
        {problem} Until another is uploaded, {limit} sensors may be enrolled, as without a license.
      </Notice>
    );
  }
  if (state === "expired" && expiresAt) {
    return (
      <Notice tone="danger" title="The license has expired">
        It ended <RelativeTime at={expiresAt} />. Enrolled sensors stay; new ones enroll up to{" "}
        {limit}, as without a license.
      </Notice>
    );
  }
  if (state !== "expiring" || !expiresAt) return null;
  return (
    <Notice
      tone="warning"
      title={
        <>
          The license expires <RelativeTime at={expiresAt} />
        </>
      }
    >
      It ends on <AbsoluteTime at={expiresAt} />. Upload the next one before: from then on new
      sensors meet the limit that holds without a license.
    </Notice>
  );
}
