import { CodeBlock } from "../ui/code-block.tsx";
import { Notice } from "../ui/notice.tsx";

/** The signing secret, at the only moment when it is known. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <div className="grid gap-4">
      <Notice tone="warning" title="Copy it now">
        The signing secret is shown this once. The receiver verifies with it that a message comes
        from this Console; any Standard Webhooks library does.
      </Notice>
      <CodeBlock value={secret} label="signing secret" />
      <p className="text-ink-muted text-xs">
        Headers of each message: <code>webhook-id</code>, <code>webhook-timestamp</code> and{" "}
        <code>webhook-signature</code>. The id stays the same when a message is sent again.
      </p>
    </div>
  );
}
