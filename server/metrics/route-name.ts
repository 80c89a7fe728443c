import type { RestRoute } from "../rest/routes.ts";

const sensorRoutes =
  /^(install\.sh|uninstall\.sh|ca\.pem|enroll|preflight|renew|decommission|download\/(bpf\/)?(amd64|arm64)(\/sha256)?)$/;
const operations = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * The pattern that a path belongs to: as many as the product has routes, whatever is asked for, so
 * that metrics stay few and logs tell no ids.
 */
export function makeRouteName(rest: readonly Pick<RestRoute, "path" | "pattern">[]) {
  return (path: string): string => {
    if (path.startsWith("/_next/")) return "/_next/{file}";
    if (path.startsWith("/api/trpc/")) return "/api/trpc/{procedures}";
    if (path.startsWith("/admission/v1/")) return "/admission/v1/{review}";
    if (path.startsWith("/api/auth/")) return "/api/auth/{action}";
    if (path.startsWith("/api/v1/sensor/")) {
      const rest = path.slice("/api/v1/sensor/".length);
      return sensorRoutes.test(rest) ? path : "/api/v1/sensor/{unknown}";
    }
    if (path === "/v2" || path.startsWith("/v2/")) return "/v2/{content}";
    if (path.startsWith("/charts/")) return "/charts/{file}";
    if (path.startsWith("/api/v1/cli/")) return "/api/v1/cli/{file}";
    if (path === "/api/v1/openapi.json") return path;
    if (path.startsWith("/api/v1/")) {
      const under = path.slice("/api/v1".length);
      const route = rest.find(({ pattern }) => pattern.test(under));
      return route ? `/api/v1${route.path}` : "/api/v1/{unknown}";
    }
    return operations.has(path) ? path : "{page}";
  };
}
