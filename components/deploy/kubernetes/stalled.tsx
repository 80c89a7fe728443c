import { CodeBlock } from "../../ui/code-block.tsx";
import { Notice } from "../../ui/notice.tsx";

const shownMax = 12;

interface StalledProps {
  /** Nodes without a sensor, by name. */
  missing: readonly string[];
  namespace: string;
}

/** What to look at when nodes stay away. */
export function Stalled({ missing, namespace }: StalledProps) {
  const more = missing.length - shownMax;
  return (
    <Notice tone="warning" role="status" title="No node has come for two minutes">
      <div className="grid gap-2">
        {missing.length > 0 && (
          <p className="break-words">
            Missing: {missing.slice(0, shownMax).join(", ")}
            {more > 0 && ` and ${more.toLocaleString("en-US")} more`}.
          </p>
        )}
        <p>Look at the pods, then at what the init container says:</p>
        <CodeBlock
          value={`kubectl get pods -n ${namespace} -o wide`}
          label="command that lists the pods"
        />
        <CodeBlock
          value={`kubectl logs -n ${namespace} -l app.kubernetes.io/name=telovix-sensor -c bpf-init`}
          label="command that shows the init container's log"
        />
      </div>
    </Notice>
  );
}
