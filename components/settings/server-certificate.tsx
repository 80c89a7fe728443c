import type { CertificateFacts } from "../../server/ca/schema.ts";
import { Facts } from "../ui/facts.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "./section.tsx";
import { validity } from "./validity.tsx";

interface ServerCertificateProps {
  /** Null: the file cannot be read now. */
  facts: CertificateFacts | null;
  /** Brought by TELOVIX_TLS_CERT. */
  isOwn: boolean;
}

/** What browsers and installers see when they connect. */
export function ServerCertificate({ facts, isOwn }: ServerCertificateProps) {
  return (
    <Section
      title="Server certificate"
      description={
        isOwn
          ? "Brought by TELOVIX_TLS_CERT: whoever placed the file there renews it. Sensors are shown one of the Console CA."
          : "Issued by the Console CA, and renewed by itself when a third of its time is left or a name is missing."
      }
      help={{ page: "settings", heading: "server-certificate" }}
    >
      {facts ? (
        <Facts
          facts={[
            { label: "Names", value: facts.names.join(", ") || "none" },
            { label: "Issuer", value: facts.issuer },
            validity(facts),
            {
              label: "SHA-256",
              value: <code className="break-all font-mono text-xs">{facts.fingerprint}</code>,
              copy: facts.fingerprint,
            },
          ]}
        />
      ) : (
        <Notice tone="warning" title="The file of TELOVIX_TLS_CERT cannot be read">
          The Console goes on with the certificate that it read when it started.
        </Notice>
      )}
    </Section>
  );
}
