import { type Document, isScalar, parseDocument, Scalar } from "yaml";

/** What a Console fills into the chart that it serves, beside what the user says. */
export interface ChartValues {
  /** Host and port, as in the name of an image. */
  readonly registry: string;
  readonly imageDigest: string;
  readonly consoleCaCert: string;
  readonly deployUser: string;
  readonly deployToken: string;
  /** Where sensors connect to. */
  readonly sensorPort: number;
}

/** `values.yaml` with this Console's defaults; its comments and all other values stay. */
export function fillValues(text: string, values: ChartValues): string {
  const document = parseDocument(text);
  set(document, ["image", "repository"], `${values.registry}/telovix/sensor`);
  set(document, ["image", "digest"], values.imageDigest);
  set(document, ["sensor", "consoleCaCert"], values.consoleCaCert);
  set(document, ["imagePullSecret", "registry"], values.registry);
  set(document, ["imagePullSecret", "username"], values.deployUser);
  set(document, ["imagePullSecret", "password"], values.deployToken);
  set(document, ["networkPolicy", "consolePort"], values.sensorPort);
  return write(document);
}

/** `Chart.yaml` with the product's version. */
export function fillChart(text: string, version: string): string {
  const document = parseDocument(text);
  set(document, ["version"], version);
  set(document, ["appVersion"], version);
  return write(document);
}

/** @throws when the chart has no such value: a default that nobody reads helps nobody */
function set(document: Document.Parsed, path: string[], value: string | number): void {
  const node = document.getIn(path, true);
  if (!isScalar(node)) throw new Error(`The chart has no value ${path.join(".")}.`);
  node.value = value;
  if (typeof value === "string")
    node.type = value.includes("\n") ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
}

/** Without folding, which would put a long line's end elsewhere than its author did. */
const write = (document: Document.Parsed) => document.toString({ lineWidth: 0 });
