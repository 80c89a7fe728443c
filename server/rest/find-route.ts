import { AppError } from "../errors.ts";
import { type RestRoute, restBase } from "./routes.ts";

/** RFC 9110 §15.5.6: the answer names the methods that there are. */
export class MethodNotAllowed extends AppError {
  readonly allow: string;
  constructor(allow: string) {
    super("MethodNotAllowed", `This path takes ${allow}.`);
    this.allow = allow;
  }
}

interface Found {
  /** What answers; of OPTIONS, any of the path's. */
  route: RestRoute | "document";
  /** Of the path. */
  parameters: Record<string, string>;
  /** For the header of that name. */
  allow: string;
}

/** @throws {AppError} `NotFound`, `MethodNotAllowed`, `InvalidRequest` */
export function findRoute(routes: RestRoute[], url: URL, method: string | undefined): Found {
  const path = url.pathname.slice(restBase.length);
  const isDocument = path === "/openapi.json";
  const here = routes.filter(({ pattern }) => pattern.test(path));
  // `/sensors/counts` is no sensor's id.
  const [first] = here;
  if (!first && !isDocument)
    throw new AppError("NotFound", `There is no ${url.pathname}; see ${restBase}/openapi.json.`);
  const fixed = here.filter(({ parameters }) => parameters.length === first?.parameters.length);
  const allow = allowed(isDocument ? ["GET"] : fixed.map((each) => each.method));
  const wanted = method === "HEAD" ? "GET" : method;
  if (isDocument && (wanted === "GET" || wanted === "OPTIONS"))
    return { route: "document", parameters: {}, allow };
  const route = wanted === "OPTIONS" ? first : fixed.find((each) => each.method === wanted);
  if (!route) throw new MethodNotAllowed(allow);
  const given = Object.entries(route.pattern.exec(path)?.groups ?? {});
  const parameters = given.map(([name, text]) => [name, decodeParameter(name, text)]);
  return { route, parameters: Object.fromEntries(parameters), allow };
}

function allowed(methods: string[]): string {
  const head = methods.includes("GET") ? ["HEAD"] : [];
  return [...new Set([...methods, ...head, "OPTIONS"])].sort().join(", ");
}

/** A path's parts are percent-encoded: `tag:a%2Fb` is the pool `tag:a/b`. */
function decodeParameter(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError("InvalidRequest", `${name}: not percent-encoded UTF-8.`);
  }
}
