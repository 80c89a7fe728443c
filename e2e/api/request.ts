import fc from "fast-check";
import type { Operation, Parameter } from "./document.ts";
import { nastyBody, nastyCursor, nastyText, spoiled } from "./hostile.ts";
import { few, type Material, valid } from "./valid.ts";

export interface ApiRequest {
  readonly operation: Operation;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it goes over the wire. */
  readonly text: string | undefined;
  /** The body, if it is JSON. */
  readonly body: unknown;
  readonly isValid: boolean;
  /** It may lead to another operation, or to none. */
  readonly isElsewhere?: true;
}

type Query = [name: string, value: string][];
const json = { "content-type": "application/json" };

/** Requests for an operation: half as documented, half with something wrong. */
export function requests(operation: Operation, material: Material): fc.Arbitrary<ApiRequest> {
  const good = validRequest(operation, material);
  return fc.oneof(
    { arbitrary: good, weight: 5 },
    { arbitrary: good.chain((each) => wrongBody(each)), weight: operation.body ? 5 : 0 },
    { arbitrary: good.chain((each) => wrongQuery(each, operation)), weight: 3 },
    { arbitrary: good.chain((each) => wrongHeaders(each)), weight: 1 },
  );
}

function validRequest(operation: Operation, material: Material): fc.Arbitrary<ApiRequest> {
  const { parameters, body } = operation;
  const inPath = parameters.filter((each) => each.in === "path");
  const inQuery = parameters.filter((each) => each.in === "query");
  const path = fc.tuple(...inPath.map((each) => valid(each.schema, material, each.name)));
  const optional = few(inQuery.filter((each) => !each.required));
  const query = optional.chain((chosen) =>
    fc.tuple(
      ...[...inQuery.filter((each) => each.required), ...chosen].map((each) =>
        valid(each.schema, material, each.name).map((value): Query => pairs(each, value)),
      ),
    ),
  );
  const sent = body ? valid(body, material) : fc.constant(undefined);
  return fc.tuple(path, query, sent).map(([values, pairs, value]) => ({
    operation,
    method: operation.method,
    path: pathOf(operation.path, inPath, values) + queryText(pairs.flat()),
    headers: value === undefined ? {} : json,
    text: value === undefined ? undefined : JSON.stringify(value),
    body: value,
    isValid: true,
  }));
}

const pairs = ({ name }: Parameter, value: unknown): Query =>
  Array.isArray(value) ? value.map((each) => [name, String(each)]) : [[name, String(value)]];

function pathOf(
  path: string,
  parameters: readonly Parameter[],
  values: readonly unknown[],
): string {
  return parameters.reduce(
    (text, { name }, at) => text.replace(`{${name}}`, encoded(String(values[at]))),
    path,
  );
}

/** `encodeURIComponent` for text that is not well formed, too. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

const queryText = (query: Query) =>
  query.length === 0
    ? ""
    : `?${query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&")}`;

function wrongBody(request: ApiRequest): fc.Arbitrary<ApiRequest> {
  const spoilt = spoiled(request.body).map((body) => ({ body, text: JSON.stringify(body) }));
  const broken = nastyBody.map((text) => ({ body: undefined, text }));
  return fc
    .oneof({ arbitrary: spoilt, weight: 8 }, broken)
    .map((wrong) => ({ ...request, ...wrong, headers: json, isValid: false }));
}

function wrongQuery(request: ApiRequest, { parameters }: Operation): fc.Arbitrary<ApiRequest> {
  const names = parameters.filter((each) => each.in === "query").map(({ name }) => name);
  const name = fc.oneof(fc.constantFrom("cursor", "limit", "notOurs", ...names), nastyText);
  const value = fc.oneof(nastyText, nastyCursor);
  const join = request.path.includes("?") ? "&" : "?";
  return fc.oneof(
    fc.tuple(name, value).map(([field, text]) => ({
      ...request,
      path: `${request.path}${join}${queryText([[field, text]]).slice(1)}`,
      isValid: false,
    })),
    nastyText.map((text) => elsewhere(request, text)),
  );
}

/** A path's last parameter that is no id of anything, percent signs included. */
function elsewhere(request: ApiRequest, text: string): ApiRequest {
  if (!request.operation.path.endsWith("}")) return request;
  const path = `${request.path.replace(/[^/]*$/, "")}${encoded(text) || "%zz"}`;
  return { ...request, path, isValid: false, isElsewhere: true };
}

function wrongHeaders(request: ApiRequest): fc.Arbitrary<ApiRequest> {
  return fc
    .constantFrom<Record<string, string>>(
      { "content-type": "text/plain" },
      { "content-type": "application/json; charset=utf-16" },
      { "content-type": "multipart/form-data" },
      { accept: "text/html" },
      { "idempotency-key": "x".repeat(300) },
      { "idempotency-key": "one two" },
      { "idempotency-key": "always-the-same" },
      { origin: "https://elsewhere.test" },
      { "x-http-method-override": "DELETE" },
      { "x-middleware-subrequest": "middleware" },
    )
    .map((headers) => ({
      ...request,
      headers: { ...request.headers, ...headers },
      isValid: false,
    }));
}
