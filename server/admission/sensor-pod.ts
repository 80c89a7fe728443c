import type { JsonObject } from "./json.ts";

/** Where the chart's documentation has it installed. */
export const sensorNamespace = "telovix-system";

const container: JsonObject = {
  image: "console.example.com:15483/telovix/sensor:latest",
  securityContext: { privileged: true, runAsUser: 0 },
  resources: {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { cpu: "500m", memory: "1Gi" },
  },
};

/** A pod as the chart's DaemonSet makes it, as far as rules could object to it. */
export const sensorPod: JsonObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    generateName: "telovix-sensor-",
    namespace: sensorNamespace,
    labels: {
      "app.kubernetes.io/name": "telovix-sensor",
      "app.kubernetes.io/instance": "telovix-sensor",
    },
  },
  spec: {
    hostPID: true,
    hostNetwork: true,
    serviceAccountName: "telovix-sensor",
    initContainers: [{ ...container, name: "bpf-init" }],
    containers: [{ ...container, name: "telovix-sensor" }],
    volumes: ["/proc", "/sys", "/sys/fs/bpf", "/var/lib/telovix-sensor", "/run", "/etc"].map(
      (path, index) => ({ name: `host-${index}`, hostPath: { path } }),
    ),
  },
};
