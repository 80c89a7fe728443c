import type { IncomingMessage, ServerResponse } from "node:http";
import { generateOpenApiDocument } from "trpc-to-openapi";
import { asAppError } from "../as-app-error.ts";
import { AppError } from "../errors.ts";
import { sendProblem } from "../problem-response.ts";
import { readJson } from "../request-body.ts";
import { createCallerFactory, type RequestContext } from "../trpc/init.ts";
import { appRouter } from "../trpc/router.ts";
import { queryInput } from "./query-input.ts";
import { type RestRoute, restRoutes } from "./routes.ts";

const base = "/api/v1";
const bodyBytesMax = 1024 * 1024;

/** REST: the tRPC procedures that carry openapi metadata, by method and path. */
export function makeRestHandler(deps: {
  createContext: (request: IncomingMessage) => Promise<RequestContext>;
}) {
  const routes = restRoutes();
  const createCaller = createCallerFactory(appRouter);

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? "/", "https://console");
    if (url.pathname !== base && !url.pathname.startsWith(`${base}/`)) return false;
    try {
      if (url.pathname === `${base}/openapi.json`) {
        send(response, 200, openApiDocument());
        return true;
      }
      const { route, parameters } = findRoute(
        routes,
        request.method ?? "GET",
        url.pathname.slice(base.length),
      );
      const context = await deps.createContext(request);
      const input = { ...(await requestInput(request, route, url)), ...parameters };
      const procedure = procedureOf(createCaller(context), route.procedure);
      send(response, route.successStatus, await procedure(route.input ? input : undefined));
    } catch (thrown) {
      sendProblem(response, asAppError(thrown), String(request.headers["x-request-id"] ?? ""));
    }
    return true;
  };
}

function findRoute(routes: RestRoute[], method: string, path: string) {
  const here = routes.filter((route) => route.pattern.test(path));
  if (here.length === 0)
    throw new AppError("NotFound", `There is no ${base}${path}; see ${base}/openapi.json.`);
  const route = here.find((each) => each.method === method);
  if (!route) throw new AppError("MethodNotAllowed");
  return { route, parameters: { ...route.pattern.exec(path)?.groups } };
}

async function requestInput(request: IncomingMessage, route: RestRoute, url: URL): Promise<object> {
  if (request.method === "GET" || request.method === "DELETE")
    return queryInput(route.input, url.searchParams);
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

export function openApiDocument() {
  return generateOpenApiDocument(appRouter, {
    title: "Telovix Console",
    version: "1",
    baseUrl: base,
    openApiVersion: "3.1.0",
    securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
  });
}
