import type { CreatedToken } from "../../server/tokens/schema.ts";
import { replaceToken, storeToken } from "../deploy/kubernetes/secret.ts";
import { CodeBlock } from "../ui/code-block.tsx";

interface ClusterSecretProps {
  token: CreatedToken;
  /** It takes the place of one that is in the Secret already. */
  isRotated: boolean;
}

/** The commands that put a cluster's token where its sensors read it. */
export function ClusterSecret({ token: { token }, isRotated }: ClusterSecretProps) {
  return (
    <div className="grid gap-2">
      <CodeBlock
        value={isRotated ? replaceToken(token) : storeToken(token)}
        label={isRotated ? "commands that replace the token" : "commands that store the token"}
      />
      <p className="text-pretty text-ink-muted text-xs">
        {isRotated
          ? "The pods start again one node at a time and enroll with the new token, under the same sensor ids. A token that is refused changes nothing: they go on with the certificates they have. "
          : "Then install the chart, as Deploy Sensor > Kubernetes shows. "}
        Namespace or release under another name? Change it in the commands.
      </p>
    </div>
  );
}
