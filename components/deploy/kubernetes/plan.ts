import { z } from "zod";
import { names } from "../../../sensor-agent/src/protocol.ts";
import { Tag, tagsMax } from "../../../server/sensors/schema.ts";

/** Ways to install the chart, in the order in which they are shown. */
export const installMethods = ["helm", "values", "oci", "terraform", "argo_cd"] as const;
export type InstallMethod = (typeof installMethods)[number];

export const ClusterName = z
  .string()
  .regex(
    names.name,
    "1–128 letters, digits, dot, dash or underscore, starting with a letter or digit",
  );
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** An RFC 1123 label: what Kubernetes calls a namespace. */
export const Namespace = z
  .string()
  .max(63)
  .regex(label, "1–63 lower case letters, digits or dashes, not at either end a dash");
/** Helm allows 53 characters, so that what is named after the release has room. */
export const ReleaseName = z
  .string()
  .max(53)
  .regex(label, "1–53 lower case letters, digits or dashes, not at either end a dash");
/** Without user and password: values are no place for a secret. */
export const ProxyUrl = z
  .string()
  .max(255)
  .regex(
    /^https?:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?\/?$/,
    "http://host:port, without user and password",
  );
export const NoProxy = z
  .string()
  .max(1000)
  .regex(/^[A-Za-z0-9.,:*_/[\]-]*$/, "names, addresses and networks, separated by commas");
/** Without tag and digest: the chart names the image by its digest. */
export const ImageRepository = z
  .string()
  .max(255)
  .regex(
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/,
    "registry.example.com/team/sensor, without a tag",
  );

/** All that the commands and files are made of: what is in it is text, never shell, YAML or HCL. */
export const ClusterPlan = z.strictObject({
  /** Scheme, host and port, nothing else. */
  consoleUrl: z.string().regex(/^https:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i),
  /** `sha256//…` for `curl --pinnedpubkey`; null when a public authority vouches for the Console. */
  pin: z
    .string()
    .regex(/^sha256\/\/[A-Za-z0-9+/]+=*$/)
    .nullable(),
  caPem: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n?$/),
  /** Base64 of the PEM, as an admission webhook wants it. */
  caBundle: z.base64(),
  /** Where enrolled sensors connect to; a network policy has to let them. */
  sensorPort: z.number().int().min(1).max(65_535),
  /** Of the Console, and so of the chart and the image that it serves. */
  version: z.string().regex(/^\d+\.\d+\.\d+([+.-][A-Za-z0-9+.-]+)?$/),
  token: z.string().regex(/^tvx_[A-Za-z0-9_-]+$/),
  clusterName: ClusterName,
  namespace: Namespace,
  release: ReleaseName,
  flavor: z.enum(["standard", "telecom"]),
  tags: z.array(Tag).max(tagsMax),
  /** Null: control-plane nodes become `control_plane`, workers `generic_linux`. */
  nodeRole: z.string().regex(names.role).nullable(),
  /** The chart's values-oran-vdu.yaml under everything else. */
  vdu: z.boolean(),
  networkPolicy: z.boolean(),
  priorityClass: z.boolean(),
  startupGate: z.boolean(),
  admission: z.boolean(),
  proxy: z.strictObject({ url: ProxyUrl, noProxy: NoProxy }).nullable(),
  /** A registry of one's own that holds a copy of the image; null: the Console. */
  imageRepository: ImageRepository.nullable(),
});
export type ClusterPlan = z.infer<typeof ClusterPlan>;
