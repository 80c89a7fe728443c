// The import arrows of the architecture: app → components → router types; router → verb → query → db;
// pure rules import nothing outward; sensor and Console share one file.
const outsideServer = "^(app|components)/";

/** Modules of server/ that browsers may hold: router types, schemas and pure rules. */
const sharedWithPages = [
  "^server/trpc/(router|root)\\.ts$",
  "^server/[^/]+/(history-)?schema\\.ts$",
  "^server/sensors/(status|live|timeline)\\.ts$",
  "^server/(auth/role|errors)\\.ts$",
  "^server/tokens/(state|rotation|name-pattern|network)\\.ts$",
  "^server/(duration|pools/key|docs/doc-pages)\\.ts$",
  "^server/license/seat-pressure\\.ts$",
  "^server/lifecycle/breaker\\.ts$",
  "^server/charts/registry-name\\.ts$",
  "^server/jobs/reason\\.ts$",
];

export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two modules that need each other are one module, or hide a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "pages-hold-no-server-code",
      comment:
        "Pages and components use the router's types, schemas and pure rules, never verbs or the database.",
      severity: "error",
      from: { path: outsideServer },
      to: { path: "^server/", pathNot: sharedWithPages },
    },
    {
      name: "components-know-no-pages",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "primitives-know-no-features",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: "^components/(?!ui/)" },
    },
    {
      name: "server-knows-no-pages",
      severity: "error",
      from: { path: "^server/" },
      to: { path: outsideServer },
    },
    {
      name: "sensor-and-console-share-the-protocol",
      comment: "sensor-agent/src/protocol.ts is the wire format and the only shared file.",
      severity: "error",
      from: { path: "^(server|app|components)/", pathNot: "/testing/" },
      to: { path: "^sensor-agent/", pathNot: "^sensor-agent/src/protocol\\.ts$" },
    },
    {
      name: "sensor-stands-alone",
      severity: "error",
      from: { path: "^sensor-agent/" },
      to: { path: "^(server|app|components|scripts|bench|e2e)/" },
    },
    {
      name: "command-line-stands-alone",
      comment: "`telovix` knows the Console by its OpenAPI document alone.",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^(server|app|components|sensor-agent|scripts|bench|e2e)/" },
    },
    {
      name: "protocol-imports-nothing",
      severity: "error",
      from: { path: "^sensor-agent/src/protocol\\.ts$" },
      to: { pathNot: "^node_modules/zod/" },
    },
    {
      name: "schemas-import-only-rules",
      comment: "A schema is shared by UI, REST and CLI: it may not pull in verbs or the database.",
      severity: "error",
      from: { path: "^server/[^/]+/(history-)?schema\\.ts$" },
      to: { path: "^server/", pathNot: sharedWithPages },
    },
    {
      name: "routers-reach-the-database-through-verbs",
      severity: "error",
      from: { path: "^server/[^/]+/router\\.ts$" },
      to: { path: "^server/([^/]+/query\\.ts$|db/)" },
    },
    {
      name: "verbs-know-no-router",
      severity: "error",
      from: {
        path: "^server/(admission|sensors|tokens|enrollment|settings|audit|jobs|ca|departed|lifecycle|alerts|activity|views)/",
        pathNot: "/router\\.ts$",
      },
      to: { path: "^server/(trpc|rest|console|processes)/" },
    },
    {
      name: "product-holds-no-test-code",
      severity: "error",
      from: { path: "^(app|cli|components|server|sensor-agent)/", pathNot: "/testing/" },
      to: { path: "/testing/|^(e2e|bench)/|node_modules/(vitest|fast-check|playwright-core)/" },
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\.css$|^(next|react)(/|$)" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "^node_modules|/testing/" },
    // Tests may reach anywhere; and the parser does not know `using` yet.
    exclude: { path: "^(server/db/generated|\\.next|build|data)/|\\.test\\.tsx?$" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
