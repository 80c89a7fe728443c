import type { LicenseView } from "../../server/license/schema.ts";
import { AbsoluteTime, RelativeTime } from "../time/time.tsx";
import { type Fact, Facts } from "../ui/facts.tsx";

export function LicenseFacts({ license }: { license: LicenseView }) {
  const { limit, state, installation } = license;
  const isInForce = state === "valid" || state === "expiring";
  const facts: Fact[] = [
    {
      label: "max_protected_nodes",
      value: `${limit.toLocaleString("en-US")}${isInForce ? "" : " (without a license)"}`,
    },
    ...ofLicense(license),
    {
      label: "Installation",
      value: <code className="break-all font-mono text-xs">{installation}</code>,
      copy: installation,
    },
  ];
  return <Facts facts={facts} />;
}

function ofLicense({ id, customer, expiresAt, uploaded }: LicenseView): Fact[] {
  const facts: Fact[] = [];
  if (customer !== null) facts.push({ label: "Customer", value: customer });
  if (expiresAt !== null)
    facts.push({ label: "Valid until", value: <AbsoluteTime at={expiresAt} /> });
  if (id !== null) {
    facts.push({
      label: "License",
      value: <code className="break-all font-mono text-xs">{id}</code>,
      copy: id,
    });
  }
  if (uploaded) {
    const value = (
      <>
        <RelativeTime at={uploaded.at} /> by {uploaded.by}
      </>
    );
    facts.push({ label: "Uploaded", value });
  }
  return facts;
}
