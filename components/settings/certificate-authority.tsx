import { Download } from "lucide-react";
import type { CertificateFacts } from "../../server/ca/schema.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Facts } from "../ui/facts.tsx";
import { Section } from "./section.tsx";
import { validity } from "./validity.tsx";

interface CertificateAuthorityProps {
  /** PEM. */
  pem: string;
  /** Base64 of the PEM, as Kubernetes wants it in `caBundle`. */
  caBundle: string;
  facts: CertificateFacts;
  /** Brought by TELOVIX_TLS_CERT: then this CA has not signed what browsers and webhooks see. */
  isServerOwn: boolean;
}

/** The CA that signs every sensor's certificate: to look at, to copy, to download. */
export function CertificateAuthority(props: CertificateAuthorityProps) {
  const { pem, caBundle, facts, isServerOwn } = props;
  return (
    <Section
      title="CA Certificate"
      description="Signs every sensor's certificate. Who talks to this Console by script trusts this one."
      help={{ page: "settings", heading: "ca-certificate" }}
    >
      <div className="grid gap-4">
        <Facts
          facts={[
            { label: "Subject", value: facts.subject },
            validity(facts),
            {
              label: "SHA-256",
              value: <code className="break-all font-mono text-xs">{facts.fingerprint}</code>,
              copy: facts.fingerprint,
            },
          ]}
        />
        <div className="flex flex-wrap gap-2">
          <Button asChild size="sm">
            <a href="/api/v1/sensor/ca.pem" download="telovix-ca.pem">
              <Download aria-hidden />
              Download PEM
            </a>
          </Button>
          <CopyButton value={pem} label="Copy PEM" withText />
          <CopyButton value={caBundle} label="Copy caBundle (base64)" withText />
        </div>
        {isServerOwn && (
          <p className="max-w-prose text-pretty text-ink-muted text-xs">
            The server certificate below is not of this CA. An admission webhook takes the CA of
            that one as caBundle, or none where a public authority signed it.
          </p>
        )}
        <details>
          <summary className="w-fit cursor-pointer rounded text-accent hover:underline">
            Show PEM
          </summary>
          <CodeBlock value={pem.trim()} label="CA certificate" className="mt-2" />
        </details>
      </div>
    </Section>
  );
}
