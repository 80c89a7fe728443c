import { celTexts, type Template, texts } from "./template.ts";

const capability = /^[A-Z][A-Z0-9_]{1,40}$/;

export const securityTemplates: readonly Template[] = [
  {
    id: "drop-all-capabilities",
    name: "Drop all capabilities",
    description: "Every container drops ALL capabilities and adds back only those named here.",
    message: "Containers have to drop ALL capabilities and add only those that are allowed.",
    parameters: [
      texts(
        {
          name: "allowedCapabilities",
          label: "Allowed capabilities",
          description: "Capabilities that may be added back; empty: none.",
          example: "NET_BIND_SERVICE",
        },
        {
          pattern: capability,
          accepts: "a capability without CAP_, such as NET_BIND_SERVICE.",
          default: ["NET_BIND_SERVICE"],
          isRequired: false,
        },
      ),
    ],
    expression: ({ allowedCapabilities = [] }) => `containers.exists(c,
  !(has(c.securityContext.capabilities) && has(c.securityContext.capabilities.drop) &&
    "ALL" in c.securityContext.capabilities.drop) ||
  (has(c.securityContext.capabilities.add) &&
    c.securityContext.capabilities.add.exists(added, !(added in ${celTexts(allowedCapabilities)}))))`,
  },
  {
    id: "forbidden-capabilities",
    name: "Forbidden capabilities",
    description: "Containers may not add these capabilities.",
    message: "The container adds a capability that is not allowed.",
    parameters: [
      texts(
        {
          name: "capabilities",
          label: "Capabilities",
          description: "Capabilities that may not be added; ALL is always among them.",
          example: "SYS_ADMIN, NET_ADMIN",
        },
        {
          pattern: capability,
          accepts: "a capability without CAP_, such as SYS_ADMIN.",
          default: ["SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "NET_ADMIN", "NET_RAW", "BPF"],
        },
      ),
    ],
    expression: ({ capabilities = [] }) => `containers.exists(c,
  has(c.securityContext.capabilities) && has(c.securityContext.capabilities.add) &&
  c.securityContext.capabilities.add.exists(added,
    added.upperAscii() in ${celTexts([...new Set([...capabilities.flatMap((each) => [each, `CAP_${each}`]), "ALL", "CAP_ALL"])])}))`,
  },
  {
    id: "no-root",
    name: "No root user",
    description:
      "Every container says, itself or through its pod, that it does not run as root: a user other than 0, or runAsNonRoot.",
    message: "The container may run as root: set runAsNonRoot, or a runAsUser other than 0.",
    parameters: [],
    expression: () => `containers.exists(c,
  has(c.securityContext.runAsUser) ? c.securityContext.runAsUser == 0 :
  has(object.spec.securityContext) && has(object.spec.securityContext.runAsUser) ?
    object.spec.securityContext.runAsUser == 0 :
  has(c.securityContext.runAsNonRoot) ? c.securityContext.runAsNonRoot != true :
  !(has(object.spec.securityContext) && has(object.spec.securityContext.runAsNonRoot) &&
    object.spec.securityContext.runAsNonRoot == true))`,
  },
  {
    id: "no-privilege-escalation",
    name: "No privilege escalation",
    description: "Every container sets allowPrivilegeEscalation to false; its default is true.",
    message: "Set allowPrivilegeEscalation: false.",
    parameters: [],
    expression: () => `containers.exists(c,
  !(has(c.securityContext.allowPrivilegeEscalation) &&
    c.securityContext.allowPrivilegeEscalation == false))`,
  },
  {
    id: "read-only-root",
    name: "Read-only root file system",
    description: "Containers write to volumes only. Those of kubectl debug are let through.",
    message: "Set readOnlyRootFilesystem: true, and mount a volume where the container writes.",
    parameters: [],
    expression: () => `containers.exists(c, c.kind != "ephemeral" &&
  !(has(c.securityContext.readOnlyRootFilesystem) &&
    c.securityContext.readOnlyRootFilesystem == true))`,
  },
];
