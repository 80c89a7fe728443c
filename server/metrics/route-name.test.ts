import fc from "fast-check";
import { expect, test } from "vitest";
import { restRoutes } from "../rest/routes.ts";
import { makeRouteName } from "./route-name.ts";

const routes = restRoutes();
const routeName = makeRouteName(routes);

test.for([
  ["/api/v1/sensors", "/api/v1/sensors"],
  ["/api/v1/sensors/counts", "/api/v1/sensors/counts"],
  ["/api/v1/sensors/7c1e", "/api/v1/sensors/{id}"],
  ["/api/v1/nothing", "/api/v1/{unknown}"],
  ["/api/v1/sensor/enroll", "/api/v1/sensor/enroll"],
  ["/api/v1/sensor/../x", "/api/v1/sensor/{unknown}"],
  ["/api/trpc/sensors.list,sensors.counts", "/api/trpc/{procedures}"],
  ["/api/auth/sign-in/email", "/api/auth/{action}"],
  ["/admission/v1/clusters/prod/review", "/admission/v1/{review}"],
  ["/admission/rules", "{page}"],
  ["/metrics", "/metrics"],
  ["/sensors/7c1e", "{page}"],
])("%s is %s", ([path, name]) => {
  expect(routeName(path ?? "")).toBe(name);
});

test("there are no more names than routes, whatever is asked for", () => {
  const known = new Set(routes.map(({ path }) => `/api/v1${path}`));
  const path = fc.oneof(
    fc.webPath(),
    fc.webPath().map((rest) => `/api/v1${rest}`),
    fc.webPath().map((rest) => `/api/v1/sensor${rest}`),
  );
  fc.assert(
    fc.property(path, (asked) => {
      const name = routeName(asked);
      expect(known.has(name) || /\{\w+\}$|^\/(healthz|readyz|metrics)$/.test(name)).toBe(true);
    }),
  );
});
