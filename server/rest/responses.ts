import { AppError, type ErrorCode, errorTable, problemDocument } from "../errors.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { RestRoute } from "./routes.ts";

/** RFC 9457, as `problemDocument` makes it. */
export const Problem: JsonSchema = {
  type: "object",
  description: "Why a request was refused: RFC 9457.",
  required: ["type", "title", "status", "code", "detail", "help"],
  properties: {
    type: { type: "string", description: "`urn:telovix:` and the code." },
    title: { type: "string", description: "The code in words." },
    status: { type: "integer", description: "The HTTP status." },
    code: { type: "string", description: "Stable: what a script decides on." },
    detail: { type: "string", description: "What is wrong here, beginning with the field's name." },
    help: { type: "string", description: "What to do next." },
    requestId: { type: "string", description: "Finds the request in the Console's log." },
  },
};

const header = (description: string, schema: JsonSchema) => ({ description, schema });
export const headers = {
  RateLimit: header("What is left: `r` requests for the next `t` seconds.", {
    type: "string",
    examples: ['"caller";r=5999;t=60'],
  }),
  "RateLimit-Policy": header("The limit: `q` requests in `w` seconds.", {
    type: "string",
    examples: ['"caller";q=6000;w=60'],
  }),
  "X-Request-Id": header("Finds the request in the Console's log.", { type: "string" }),
  "Retry-After": header("Seconds to wait.", { type: "integer", minimum: 1 }),
  "Idempotency-Replayed": header("`true`: the answer of the first request with this key.", {
    type: "string",
    enum: ["true"],
  }),
};
const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const headersOf = (...names: (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, reference("headers", name)]));
const always = ["RateLimit", "RateLimit-Policy", "X-Request-Id"] as const;

/** Every answer that a route can give, by status. */
export function responsesOf(route: RestRoute, success: JsonSchema | null): Record<string, object> {
  const replayed = route.method === "POST" ? (["Idempotency-Replayed"] as const) : [];
  const json = success && { content: { "application/json": { schema: success } } };
  const file = { schema: { type: "string" } };
  const files = { content: Object.fromEntries(route.downloads.map((type) => [type, file])) };
  const content = route.downloads.length > 0 ? files : json;
  const done = { description: "Done", headers: headersOf(...always, ...replayed), ...content };
  const byStatus = Map.groupBy(codesOf(route), (code) => errorTable[code][0]);
  const refusals = [...byStatus].map(([status, codes]) => [
    status,
    reference("responses", nameOf(codes)),
  ]);
  return { [route.successStatus]: done, ...Object.fromEntries(refusals) };
}

/** The refusals of a route: those of its kind, and its own. */
function codesOf(route: RestRoute): ErrorCode[] {
  const codes: ErrorCode[] = ["Unauthenticated", "Forbidden", "UrlTooLong", "InvalidRequest"];
  if (route.parameters.length > 0) codes.push("NotFound");
  if (route.takesBody) codes.push("UnsupportedMediaType");
  if (route.method === "POST")
    codes.push("IdempotencyKeyReused", "RequestInProgress", "AnswerLost");
  return [...new Set([...codes, ...route.errors, "RateLimited", "Internal", "NotReady"] as const)];
}

const nameOf = (codes: ErrorCode[]) => codes.join("Or");

/** `components.responses`: each set of codes that some route answers one status with. */
export function problemResponses(routes: RestRoute[]): Record<string, object> {
  const sets = routes.flatMap((route) => [
    ...Map.groupBy(codesOf(route), (code) => errorTable[code][0]).values(),
  ]);
  return Object.fromEntries(sets.map((codes) => [nameOf(codes), problemResponse(codes)]));
}

function problemResponse(codes: ErrorCode[]): object {
  const waits = codes.some((code) =>
    ["RateLimited", "RequestInProgress", "NotReady"].includes(code),
  );
  const schema = {
    allOf: [reference("schemas", "Problem"), { properties: { code: { enum: codes } } }],
  };
  const examples = codes.map((code) => [
    code,
    { summary: errorTable[code][1], value: problemDocument(new AppError(code)) },
  ]);
  return {
    description: codes.map((code) => `\`${code}\`: ${errorTable[code][1]}.`).join(" "),
    headers: headersOf(...always, ...(waits ? (["Retry-After"] as const) : [])),
    content: { "application/problem+json": { schema, examples: Object.fromEntries(examples) } },
  };
}
