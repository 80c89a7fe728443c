import { Download } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

interface CaCertificateProps {
  /** PEM. */
  caCertificate: string;
  /** Base64 of the PEM, as Kubernetes wants it in `caBundle`. */
  caBundle: string;
  /** SHA-256, hex with colons. */
  caFingerprint: string;
}

export function CaCertificate({ caCertificate, caBundle, caFingerprint }: CaCertificateProps) {
  return (
    <div className="grid gap-3">
      <h3 className="font-medium text-[0.8125rem]">CA certificate</h3>
      <CodeBlock value={caCertificate.trim()} label="CA certificate" />
      <div className="flex flex-wrap gap-2">
        <Button asChild size="sm">
          <a href="/api/v1/sensor/ca.pem" download="telovix-ca.pem">
            <Download aria-hidden />
            Download
          </a>
        </Button>
        <CopyButton value={caCertificate} label="Copy PEM" withText />
        <CopyButton value={caBundle} label="Copy caBundle (base64)" withText />
      </div>
      <div>
        <p className="text-ink-muted text-xs">SHA-256 fingerprint</p>
        <p className="flex items-start gap-1">
          <code className="break-all pt-1 font-mono text-xs leading-5">{caFingerprint}</code>
          <CopyButton value={caFingerprint} label="Copy fingerprint" />
        </p>
      </div>
    </div>
  );
}
