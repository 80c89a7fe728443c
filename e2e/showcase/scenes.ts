import type { Page } from "playwright-core";
import { known, type Showcase } from "./fill.ts";

/** A page as it is worth looking at. */
export interface Scene {
  /** Of the picture, and of the test. */
  readonly name: string;
  readonly path: () => string;
  /** Waits until the page is shown whole. */
  readonly shown: (page: Page) => Promise<unknown>;
  /** What a person does then. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Taken before anything is enrolled. */
  readonly isEmpty?: true;
  readonly isSignedOut?: true;
}

const heading = (name: string) => (page: Page) =>
  page.getByRole("heading", { name, level: 1 }).waitFor();
const text = (words: string | RegExp) => (page: Page) =>
  page.getByRole("main").getByText(words).filter({ visible: true }).first().waitFor();
const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

/** The sections of the settings, and what tells that one is shown. */
const settings: readonly Scene[] = (
  [
    ["status", "Stale after"],
    ["auto-removal", "Auto-removal"],
    ["retention", "Kernel counters"],
    ["console", "Public URL"],
    ["license", "seats"],
    ["users", "Invite"],
    ["api-keys", "Create API key"],
    ["single-sign-on", "Issuer"],
    ["notifications", "On-call"],
    ["appearance", "Theme"],
  ] as const
).map(([slug, words]) => ({
  name: `settings-${slug}`,
  path: () => `/settings/${slug}`,
  shown: text(words),
}));

/** Deploy Sensor, as it opens and for a cluster. */
const deploy: readonly Scene[] = [
  { name: "deploy-sensor", path: () => "/sensors/deploy", shown: heading("Deploy Sensor") },
  {
    name: "deploy-kubernetes",
    path: () => "/sensors/deploy?kind=kubernetes",
    shown: text("Chart options"),
  },
  {
    name: "deploy-kubernetes-commands",
    path: () => "/sensors/deploy?kind=kubernetes&cluster=oslo-1",
    shown: text("Chart options"),
    before: async (page) => {
      await button("Generate Token")(page);
      await page.getByText("Waiting for the first node").waitFor();
    },
  },
];

/** The Admission view: its tabs, and a rule being written. */
const admission: readonly Scene[] = [
  { name: "admission", path: () => "/admission", shown: text("Images from our registries") },
  { name: "admission-none", path: () => "/admission?q=zebra", shown: text("No rule matches") },
  { name: "admission-empty", path: () => "/admission", shown: text("No rules yet"), isEmpty: true },
  {
    name: "admission-decisions",
    path: () => "/admission/decisions",
    shown: text("ledger-5f6b"),
    before: button(/ledger-5f6b/),
  },
  {
    name: "admission-decisions-none",
    path: () => "/admission/decisions?namespace=nowhere",
    shown: text("No decision matches"),
  },
  {
    name: "admission-decisions-empty",
    path: () => "/admission/decisions",
    shown: text("Nothing was refused"),
    isEmpty: true,
  },
  {
    name: "admission-try",
    path: () => "/admission/try",
    shown: text("Manifests"),
    before: async (page) => {
      await button(/^Example$/)(page);
      await page.getByRole("list", { name: "Results" }).waitFor();
    },
  },
  { name: "admission-connect", path: () => "/admission/connect", shown: text("oslo-1") },
  {
    name: "admission-connect-empty",
    path: () => "/admission/connect",
    shown: text("No cluster has asked yet"),
    isEmpty: true,
  },
  {
    name: "admission-templates",
    path: () => "/admission/rules/new",
    shown: text("Allowed registries"),
  },
  {
    name: "admission-template",
    path: () => "/admission/rules/new?template=forbidden-capabilities",
    shown: text("The CEL it makes"),
    before: async (page) => {
      await button(/^Example$/)(page);
      await page.getByRole("list", { name: "Results" }).waitFor();
    },
  },
  {
    name: "admission-rule",
    path: () => "/admission",
    shown: text("No privileged pods"),
    before: async (page) => {
      await page.getByRole("link", { name: /^No privileged pods/ }).click();
      await page.getByText("The expression can be evaluated.").waitFor();
      await page.getByText("What an expression sees").click();
    },
  },
  {
    name: "admission-cel-error",
    path: () => "/admission/rules/new?template=none",
    shown: text("What an expression sees"),
    before: async (page) => {
      const wrong = "containers.exists(c,\n  c.image == )";
      await page.getByLabel("Expression", { exact: true }).fill(wrong);
      await page.getByText(/^Line 2, column 14/).waitFor();
    },
  },
];

/** Every page of the Console, with its states. */
export function scenes(showcase?: Showcase): readonly Scene[] {
  const sensor = (name: string) => `/sensors/${showcase?.sensors.get(name)?.id}`;
  return [
    { name: "sign-in", path: () => "/sign-in", shown: text("Sign in"), isSignedOut: true },
    { name: "overview", path: () => "/overview", shown: heading("Overview") },
    { name: "overview-empty", path: () => "/overview", shown: heading("Overview"), isEmpty: true },
    { name: "sensors", path: () => "/sensors", shown: text(known.healthy) },
    { name: "sensors-empty", path: () => "/sensors", shown: heading("Sensors"), isEmpty: true },
    { name: "sensors-none", path: () => "/sensors?q=zebra", shown: text("No sensor matches") },
    {
      name: "sensors-selected",
      path: () => "/sensors",
      shown: text(known.healthy),
      before: (page) =>
        page
          .getByRole("checkbox", { name: /^Select/ })
          .first()
          .check(),
    },
    { name: "sensor", path: () => sensor(known.healthy), shown: text("Kernel activity") },
    { name: "sensor-stale", path: () => sensor(known.stale), shown: text("Kernel activity") },
    {
      name: "sensor-departed",
      path: () => `/sensors/${showcase?.departedId}`,
      shown: (page) =>
        page
          .getByText("left")
          .or(page.getByText(/Departed|departed/))
          .last()
          .waitFor(),
    },
    { name: "departed", path: () => "/sensors/departed", shown: text(/ci-41/) },
    { name: "tokens", path: () => "/sensors/tokens", shown: text("Spot render farm") },
    {
      name: "generate-token",
      path: () => "/sensors/tokens",
      shown: text("Spot render farm"),
      before: button("Generate Token"),
    },
    { name: "failed-enrollments", path: () => "/sensors/failed", shown: text(/laptop|edge-3/) },
    { name: "clusters", path: () => "/clusters", shown: text("oslo-1") },
    { name: "clusters-empty", path: () => "/clusters", shown: heading("Clusters"), isEmpty: true },
    { name: "clusters-none", path: () => "/clusters?q=nowhere", shown: text("No cluster matches") },
    { name: "cluster", path: () => "/clusters/oslo-1", shown: text("oslo-w5") },
    { name: "sensor-on-node", path: () => sensor("oslo-w1"), shown: text("Kubernetes node") },
    ...deploy,
    { name: "pools", path: () => "/pools", shown: text("spot-render") },
    { name: "pool", path: () => "/pools/tag:spot-render", shown: text("spot-render") },
    { name: "jobs", path: () => "/jobs", shown: text("Edit tags of") },
    { name: "jobs-empty", path: () => "/jobs", shown: heading("Jobs"), isEmpty: true },
    {
      name: "job",
      path: () => "/jobs",
      shown: text("Edit tags of"),
      before: async (page) => {
        await page
          .getByRole("link", { name: /Edit tags of/ })
          .first()
          .click();
        await page.getByRole("table", { name: "Sensors of the job" }).waitFor();
      },
    },
    {
      name: "bulk-delete",
      path: () => "/sensors",
      shown: text(known.healthy),
      before: async (page) => {
        await page
          .getByRole("checkbox", { name: /^Select/ })
          .first()
          .check();
        await button("Delete selected")(page);
        await page.getByText(/will be deleted/).waitFor();
      },
    },
    { name: "activity", path: () => "/activity", shown: heading("Activity") },
    { name: "audit", path: () => "/audit", shown: heading("Audit") },
    {
      name: "sensors-groups",
      path: () => "/sensors?group=pool",
      shown: text("spot-render"),
    },
    {
      name: "palette",
      path: () => "/sensors",
      shown: text(known.healthy),
      before: (page) => page.getByRole("button", { name: "Go to anything" }).first().click(),
    },
    { name: "account", path: () => "/account", shown: text("Two-factor") },
    { name: "settings", path: () => "/settings", shown: text("One-time tokens") },
    ...admission,
    ...settings,
    {
      name: "api-reference",
      path: () => "/api-reference",
      shown: text("Shows who the caller is"),
      before: (page) => page.getByRole("button", { name: /Creates an API key/ }).click(),
    },
    { name: "documentation", path: () => "/docs/pools", shown: heading("Pools") },
  ];
}
