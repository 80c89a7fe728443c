import type { Answer } from "../client.ts";
import { type OpenApi, type Operation, operations, type Schema } from "./document.ts";
import type { ApiRequest } from "./request.ts";
import { violations } from "./schema-check.ts";

/** What an answer does that the document does not say; empty: nothing. */
export function judge(document: OpenApi, request: ApiRequest, answer: Answer): string[] {
  const { status, headers } = answer;
  if (status >= 500) return [`${status}: ${answer.text.slice(0, 300)}`];
  const missing = ["x-request-id", "ratelimit", "ratelimit-policy"].filter(
    (name) => !headers[name],
  );
  // Refused before anybody counts.
  const isForeign = status === 403 && request.headers.origin !== undefined;
  const problems = (isForeign ? [] : missing).map((name) => `no header ${name}`);
  if (request.isElsewhere) return [...problems, ...judgeElsewhere(document, request, answer)];
  return [
    ...problems,
    ...judgeAnswer(document, request.operation, answer),
    ...tooLenient(document, request, answer),
  ];
}

function judgeAnswer(document: OpenApi, operation: Operation, answer: Answer): string[] {
  const { status, headers, text, json } = answer;
  const documented = operation.answers[status];
  if (!documented) return [`${status} is not documented: ${text.slice(0, 200)}`];
  const contents = documented.content ?? {};
  if (Object.keys(contents).length === 0)
    return text === "" ? [] : [`${status} has a body: ${text.slice(0, 100)}`];
  const [type = ""] = String(headers["content-type"]).split(";");
  const content = contents[type];
  if (!content) return [`content-type ${type}, not ${Object.keys(contents).join(" or ")}`];
  if (!type.endsWith("json")) return [];
  if (status === 429 && !headers["retry-after"]) return ["429 without Retry-After"];
  return violations(json, content.schema, { document, isClosed: status < 300 });
}

/** Any operation of this path's kind, or the refusal that there is none. */
function judgeElsewhere(document: OpenApi, { method }: ApiRequest, answer: Answer): string[] {
  if ([404, 405].includes(answer.status)) return isProblem(document, answer);
  const others = operations(document).filter((each) => each.method === method);
  return others.some((each) => judgeAnswer(document, each, answer).length === 0)
    ? []
    : [`${answer.status} fits no operation: ${answer.text.slice(0, 200)}`];
}

const isProblem = (document: OpenApi, { json }: Answer) =>
  violations(json, { $ref: "#/components/schemas/Problem" }, { document, isClosed: true });

/** What the document refuses, the Console must refuse. */
function tooLenient(document: OpenApi, { operation, body }: ApiRequest, answer: Answer): string[] {
  if (answer.status >= 300 || body === undefined || !operation.body) return [];
  const schema: Schema = operation.body;
  const wrong = violations(trimmed(body), schema, { document, isClosed: false }, "body");
  return wrong.map((problem) => `${answer.status} although ${problem}`);
}

/** Names are trimmed before they are measured. */
function trimmed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === "string" ? part.trim() : part,
  );
}
