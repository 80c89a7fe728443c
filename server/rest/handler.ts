import type { IncomingMessage, ServerResponse } from "node:http";
import { asAppError } from "../as-app-error.ts";
import { AppError } from "../errors.ts";
import { sendProblem } from "../problem-response.ts";
import { readJson } from "../request-body.ts";
import { createCallerFactory, type RequestContext } from "../trpc/init.ts";
import { appRouter } from "../trpc/router.ts";
import { openApiDocument } from "./open-api.ts";
import { queryInput } from "./query-input.ts";
import { type RestRoute, restBase, restRoutes } from "./routes.ts";

const bodyBytesMax = 1024 * 1024;

/** REST: the tRPC procedures that carry openapi metadata, by method and path. */
export function makeRestHandler(deps: {
  createContext: (request: IncomingMessage) => Promise<RequestContext>;
}) {
  const routes = restRoutes();
  const createCaller = createCallerFactory(appRouter);

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = URL.parse(request.url ?? "/", "https://console");
    if (!url || !/^\/api\/v1(\/|$)/.test(url.pathname)) return false;
    try {
      if (request.method === "GET" && url.pathname === `${restBase}/openapi.json`) {
        send(response, 200, openApiDocument());
        return true;
      }
      const { route, parameters } = findRoute(routes, url, request.method);
      const context = await deps.createContext(request);
      const input = { ...(await requestInput(request, route, url)), ...parameters };
      const procedure = procedureOf(createCaller(context), route.procedure);
      send(response, route.successStatus, await procedure(route.input ? input : undefined));
    } catch (thrown) {
      if (thrown instanceof MethodNotAllowed) response.setHeader("allow", thrown.allow.join(", "));
      sendProblem(response, asAppError(thrown), String(request.headers["x-request-id"] ?? ""));
    }
    return true;
  };
}

function findRoute(routes: RestRoute[], url: URL, method: string | undefined) {
  const path = url.pathname.slice(restBase.length);
  const here = routes.filter(({ pattern }) => pattern.test(path));
  if (here.length === 0)
    throw new AppError("NotFound", `There is no ${url.pathname}; see ${restBase}/openapi.json.`);
  const route = here.find((each) => each.method === method);
  if (!route) throw new MethodNotAllowed(here.map((each) => each.method));
  const given = Object.entries(route.pattern.exec(path)?.groups ?? {});
  const parameters = given.map(([name, text]) => [name, decodeParameter(name, text)]);
  return { route, parameters: Object.fromEntries(parameters) };
}

/** A path's parts are percent-encoded: `tag:a%2Fb` is the pool `tag:a/b`. */
function decodeParameter(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError("InvalidRequest", `${name}: not percent-encoded UTF-8.`);
  }
}

/** RFC 9110 §15.5.6: the answer names the methods that there are. */
class MethodNotAllowed extends AppError {
  readonly allow: string[];
  constructor(allow: string[]) {
    super("MethodNotAllowed", `This path takes ${allow.join(", ")}.`);
    this.allow = allow;
  }
}

async function requestInput(request: IncomingMessage, route: RestRoute, url: URL): Promise<object> {
  if (request.method === "GET" || request.method === "DELETE")
    return queryInput(route.input, url.searchParams);
  if (Number(request.headers["content-length"] ?? 0) > bodyBytesMax)
    throw new AppError("InvalidRequest", `body: at most ${bodyBytesMax} bytes.`);
  const body = (await readJson(request, bodyBytesMax)) ?? {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new AppError("InvalidRequest", "body: a JSON object.");
  return body ?? {};
}

type Procedure = (input: unknown) => Promise<unknown>;

/** The caller is a proxy that takes any path; the routes name only procedures that exist. */
function procedureOf(caller: object, path: string): Procedure {
  const [section = "", name = ""] = path.split(".");
  return (caller as Record<string, Record<string, Procedure>>)[section]?.[name] as Procedure;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 204) return void response.writeHead(204).end();
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
