import { celTexts, choices, type Template, texts } from "./template.ts";

export const resourceTemplates: readonly Template[] = [
  {
    id: "limits-required",
    name: "Limits required",
    description: "Every container has limits, so that none of them starves its node.",
    message: "The container has no limits for everything that needs one.",
    parameters: [
      choices(
        {
          name: "resources",
          label: "Resources",
          description: "What has to be limited.",
          example: "memory",
        },
        { of: ["cpu", "memory", "ephemeral-storage"], default: ["cpu", "memory"] },
      ),
    ],
    // Kubernetes lets ephemeral containers have no limits.
    expression: ({ resources = [] }) => `containers.exists(c, c.kind != "ephemeral" &&
  ${celTexts(resources)}.exists(needed,
    !(has(c.resources.limits) && needed in c.resources.limits)))`,
  },
  {
    id: "labels-required",
    name: "Labels required",
    description: "Pods carry these labels, so that each can be told whose it is.",
    message: "The pod lacks a label that is required.",
    parameters: [
      texts(
        {
          name: "labels",
          label: "Labels",
          description: "Keys of labels; what they hold does not matter.",
          example: "app.kubernetes.io/name, team",
        },
        {
          pattern:
            /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
          accepts: "a label's key such as team or app.kubernetes.io/name.",
        },
      ),
    ],
    expression: ({ labels = [] }) => `!has(object.metadata.labels) ||
${celTexts(labels)}.exists(key, !(key in object.metadata.labels))`,
  },
];
