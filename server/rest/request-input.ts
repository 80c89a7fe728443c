import type { IncomingMessage } from "node:http";
import { AppError } from "../errors.ts";
import { readJson } from "../request-body.ts";
import { queryInput } from "./query-input.ts";
import type { RestRoute } from "./routes.ts";

const bodyBytesMax = 1024 * 1024;

/**
 * What a request says, as the procedure's input: path, then query of a read or body of a change.
 * Nothing that was sent is ignored. @throws {AppError} `InvalidRequest`, `UnsupportedMediaType`
 */
export async function requestInput(
  request: IncomingMessage,
  route: RestRoute,
  target: { url: URL; parameters: Record<string, string> },
): Promise<unknown> {
  const { url, parameters } = target;
  const sent = route.takesBody
    ? await bodyInput(request, url)
    : queryInput(route.input, url.searchParams);
  const twice = Object.keys(parameters).find((name) => Object.hasOwn(sent, name));
  if (twice) throw new AppError("InvalidRequest", `${twice}: it is in the path already.`);
  if (route.input) return { ...sent, ...parameters };
  const [unknown] = Object.keys(sent);
  if (unknown !== undefined) throw new AppError("InvalidRequest", `${unknown}: not known here.`);
  return undefined;
}

async function bodyInput(request: IncomingMessage, url: URL): Promise<object> {
  const [name] = url.searchParams.keys();
  if (name !== undefined)
    throw new AppError("InvalidRequest", `${name}: this call takes its input in the body.`);
  requireJson(request.headers["content-type"]);
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > bodyBytesMax)
    throw new AppError("InvalidRequest", `body: at most ${bodyBytesMax} bytes.`);
  const body = await readJson(request, bodyBytesMax);
  if (body === undefined) return {};
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new AppError("InvalidRequest", "body: a JSON object.");
  return body;
}

/** Forms of another site's page come as text or form data; no type at all is taken for JSON. */
function requireJson(header: string | undefined): void {
  const type = header?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "" && !/^application\/([\w.-]+\+)?json$/.test(type))
    throw new AppError(
      "UnsupportedMediaType",
      `content-type: application/json, not ${type.slice(0, 80)}.`,
    );
}
