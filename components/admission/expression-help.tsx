import { HelpLink } from "../docs/help-link.tsx";

/** What an expression sees, each with a use that one can begin from. */
const variables = [
  {
    name: "images",
    words:
      "The image of each container in its parts: container, registry, repository, tag, digest.",
    example: 'images.exists(i, i.registry != "registry.example.com")',
  },
  {
    name: "containers",
    words:
      "Init, regular and ephemeral ones. Each has name, image, kind, securityContext and resources in any case.",
    example: "containers.exists(c, !has(c.resources.limits))",
  },
  {
    name: "object",
    words: "The pod. A field that it does not have is an error: ask with has() first.",
    example: "has(object.spec.hostNetwork) && object.spec.hostNetwork",
  },
  {
    name: "oldObject",
    words: "The pod as it was before; null when it is created.",
    example: "oldObject == null",
  },
  {
    name: "request",
    words: "Who asks, for what, and where: userInfo, operation, namespace, dryRun.",
    example: 'request.namespace.startsWith("team-")',
  },
  {
    name: "cluster",
    words: "The name of the cluster that asks.",
    example: 'cluster.startsWith("prod-")',
  },
] as const;

export function ExpressionHelp() {
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer rounded text-accent text-xs hover:underline">
        What an expression sees
      </summary>
      <div className="mt-2 grid gap-3 rounded-lg border bg-sunken/60 p-3">
        <dl className="grid gap-3">
          {variables.map(({ name, words, example }) => (
            <div key={name} className="grid gap-0.5">
              <dt className="font-medium font-mono text-[0.8125rem]">{name}</dt>
              <dd className="text-ink-muted text-xs">{words}</dd>
              <dd className="break-words font-mono text-xs">{example}</dd>
            </div>
          ))}
        </dl>
        <div className="flex items-center gap-1 text-ink-muted text-xs">
          Functions and limits are in the documentation.
          <HelpLink page="admission" heading="how-a-rule-is-written" />
        </div>
      </div>
    </details>
  );
}
