import type { CertificateFacts } from "../../server/ca/schema.ts";
import { AbsoluteTime } from "../time/time.tsx";
import type { Fact } from "../ui/facts.tsx";

/** From when until when a certificate holds. */
export function validity({ notBefore, notAfter }: CertificateFacts): Fact {
  return {
    label: "Valid",
    value: (
      <>
        <AbsoluteTime at={notBefore} /> – <AbsoluteTime at={notAfter} />
      </>
    ),
  };
}
