import type { ClusterPlan } from "./plan.ts";

/** Helm values: what the chart's defaults do not say already. */
export interface Values {
  readonly [key: string]: string | number | boolean | (string | Values)[] | Values;
}

/** The Secret that holds the enrollment token; its key is `enrollmentToken`. */
export const secretName = "telovix-sensor-token";
/** The chart's, for the port that sensors connect to. */
const sensorPortDefault = 15_484;

/** The values of a release, in the order of the documentation; never a secret among them. */
export function clusterValues(plan: ClusterPlan): Values {
  const { consoleUrl, nodeRole, tags, clusterName, flavor, vdu } = plan;
  return {
    sensor: {
      consoleUrl,
      existingSecret: secretName,
      ...(nodeRole !== null && { nodeRole }),
      ...(tags.length > 0 && { tags }),
    },
    clusterName,
    ...(flavor !== (vdu ? "telecom" : "standard") && { flavor }),
    ...(plan.imageRepository !== null && { image: { repository: plan.imageRepository } }),
    ...(plan.priorityClass && !vdu && { priorityClass: { create: true } }),
    ...networkPolicy(plan),
    ...(plan.startupGate && { startupGate: { enabled: true } }),
    ...admission(plan),
    ...proxy(plan),
  };
}

/** A proxy is all that the sensor connects to then, in the place of the port that enrolls. */
function networkPolicy(plan: ClusterPlan): Values {
  const { networkPolicy: isWanted, vdu, sensorPort, proxy } = plan;
  const values = {
    ...(isWanted && !vdu && { enabled: true }),
    ...(isWanted && sensorPort !== sensorPortDefault && { consolePort: sensorPort }),
    ...(isWanted && proxy && { enrollPort: portOf(proxy.url) }),
  };
  return Object.keys(values).length > 0 ? { networkPolicy: values } : {};
}

/** Opens when the webhook cannot be reached; the documentation says when to close it. */
function admission({ admission: isWanted, consoleUrl, pin, caBundle, namespace }: ClusterPlan) {
  if (!isWanted) return {};
  const excludeNamespaces = ["kube-system", namespace];
  const trusted = pin === null ? {} : { caBundle };
  const answers = { failurePolicy: "Ignore", excludeNamespaces, timeoutSeconds: 10 };
  return { admission: { enabled: true, consoleUrl, ...trusted, ...answers } };
}

function proxy({ proxy: wanted }: ClusterPlan): Values {
  if (wanted === null) return {};
  const { url, noProxy } = wanted;
  const extraEnv = [
    { name: "HTTP_PROXY", value: url },
    { name: "HTTPS_PROXY", value: url },
    ...(noProxy ? [{ name: "NO_PROXY", value: noProxy }] : []),
  ];
  return { extraEnv };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return Number(port) || (protocol === "https:" ? 443 : 80);
}
