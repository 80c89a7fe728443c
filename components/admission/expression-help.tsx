/** What an expression sees, each with a use that one can begin from. */
const variables = [
  {
    name: "images",
    words:
      "Each container's image, in its parts: container, image, registry, repository, tag, digest.",
    example: 'images.exists(i, i.tag == "latest")',
  },
  {
    name: "containers",
    words: "Containers, init containers and ephemeral containers, as the manifest has them.",
    example: "containers.exists(c, !has(c.resources.limits))",
  },
  {
    name: "object",
    words: "The whole object. Ask with has() whether a field is there.",
    example: "has(object.spec.hostNetwork) && object.spec.hostNetwork",
  },
  {
    name: "oldObject",
    words: "The object as it was before; null when it is created.",
    example: "oldObject == null",
  },
  { name: "cluster", words: "The cluster that asks.", example: 'cluster == "oslo-prod-01"' },
  {
    name: "request",
    words: "Who asks, for what, and where: userInfo, operation, namespace, dryRun.",
    example: 'request.namespace.startsWith("team-")',
  },
] as const;

export function ExpressionHelp() {
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer rounded text-accent text-xs hover:underline">
        What an expression sees
      </summary>
      <dl className="mt-2 grid gap-3 rounded-lg border bg-sunken/60 p-3">
        {variables.map(({ name, words, example }) => (
          <div key={name} className="grid gap-0.5">
            <dt className="font-medium font-mono text-[0.8125rem]">{name}</dt>
            <dd className="text-ink-muted text-xs">{words}</dd>
            <dd className="break-words font-mono text-xs">{example}</dd>
          </div>
        ))}
        <div className="flex items-center gap-1 text-ink-muted text-xs">
          Functions, and more examples, are in the documentation.
        </div>
      </dl>
    </details>
  );
}
