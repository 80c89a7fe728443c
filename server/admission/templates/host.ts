import { celTexts, choices, type Template, texts } from "./template.ts";

export const hostTemplates: readonly Template[] = [
  {
    id: "no-privileged",
    name: "No privileged containers",
    description: "A privileged container is root on its node.",
    message: "Privileged containers are not allowed.",
    parameters: [],
    expression: () => `containers.exists(c,
  has(c.securityContext.privileged) && c.securityContext.privileged == true)`,
  },
  {
    id: "no-host-namespaces",
    name: "No host namespaces",
    description: "Pods may not share the node's processes, network or inter-process communication.",
    message: "The pod shares a namespace of its node.",
    parameters: [
      choices(
        {
          name: "namespaces",
          label: "Namespaces",
          description: "The namespaces of the node that no pod may share.",
          example: "hostPID, hostIPC",
        },
        {
          of: ["hostPID", "hostNetwork", "hostIPC"],
          default: ["hostPID", "hostNetwork", "hostIPC"],
        },
      ),
    ],
    expression: ({ namespaces = [] }) =>
      namespaces
        .map((each) => `has(object.spec.${each}) && object.spec.${each} == true`)
        .map((test) => (namespaces.length > 1 ? `(${test})` : test))
        .join(" ||\n"),
  },
  {
    id: "no-host-path",
    name: "No host paths",
    description: "Pods may not mount directories of their node, except those named here.",
    message: "The pod mounts a path of its node that is not allowed.",
    parameters: [
      texts(
        {
          name: "allowedPaths",
          label: "Allowed paths",
          description: "Paths that may be mounted, with all that is below them; empty: none.",
          example: "/var/log, /etc/ssl/certs",
        },
        {
          pattern: /^\/([A-Za-z0-9._-]+\/?)*$/,
          accepts: "a path such as /var/log.",
          isRequired: false,
        },
      ),
    ],
    expression: ({
      allowedPaths = [],
    }) => `has(object.spec.volumes) && object.spec.volumes.exists(v,
  has(v.hostPath) && (v.hostPath.path.contains("..") ||
    !${celTexts(allowedPaths.map(asFolder))}.exists(allowed,
      (v.hostPath.path + "/").startsWith(allowed))))`,
  },
];

/** "/var/log" and "/var/log/" are one folder, which "/var/logs" is not below. */
const asFolder = (path: string) => `${path.replace(/\/+$/, "")}/`;
