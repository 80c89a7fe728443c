"use client";
import {
  createParser,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { Tag } from "../../server/sensors/schema.ts";
import { installMethods } from "./kubernetes/plan.ts";
import { type DeployKind, deployKinds, namings } from "./plan.ts";

const parseAsTag = createParser({
  parse: (text) => Tag.safeParse(text).data ?? null,
  serialize: (tag: string) => tag,
});

const options = {
  role: parseAsString,
  flavor: parseAsStringLiteral(["standard", "telecom"]).withDefault("standard"),
  /** Null: the default tags of the settings. */
  tag: parseAsArrayOf(parseAsTag),
  naming: parseAsStringLiteral(namings),
  suffix: parseAsString,
  name: parseAsString,
  ephemeral: parseAsBoolean,
  removeAfter: parseAsInteger,
  /** Text, so that an emptied field stays empty. */
  uses: parseAsString,
  ttl: parseAsInteger,
};
const off = parseAsBoolean.withDefault(false);
/** A cluster's own. */
const clusterOptions = {
  cluster: parseAsString.withDefault(""),
  nodeRole: parseAsString.withDefault(""),
  namespace: parseAsString,
  release: parseAsString,
  vdu: off,
  networkPolicy: off,
  priorityClass: off,
  startupGate: off,
  admission: off,
  proxy: parseAsString.withDefault(""),
  noProxy: parseAsString,
  image: parseAsString.withDefault(""),
  /** How the chart is installed. */
  with: parseAsStringLiteral(installMethods).withDefault("helm"),
};
const params = {
  kind: parseAsStringLiteral(deployKinds).withDefault("host"),
  ...options,
  ...clusterOptions,
};
type DeployParams = inferParserType<typeof params>;
export type DeployChange = Partial<{ [Key in keyof DeployParams]: DeployParams[Key] | null }>;

/** The wizard's choices, all in the address; the token never is. */
export function useDeployParams() {
  const [view, setView] = useQueryStates(params, { history: "replace" });
  const change = (to: DeployChange) => void setView(to);
  /** Another place has other defaults: what depends on it starts anew. */
  const choose = (kind: DeployKind) =>
    change({ kind, naming: null, ephemeral: null, removeAfter: null, uses: null, ttl: null });
  return { view, change, choose };
}
