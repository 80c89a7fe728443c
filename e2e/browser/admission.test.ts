import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type TestBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startConsole, type TestConsole } from "../console.ts";
import { eventually } from "../eventually.ts";
import { seriousProblems } from "../serious-problems.ts";
import { aReview, reviewPath } from "../showcase/admission.ts";

/** What the tests share, closed in reverse order even when a later part did not open. */
const opened = new AsyncDisposableStack();
let console: TestConsole;
let browser: TestBrowser;
let api: Client;
let page: Page;

beforeAll(async () => {
  console = opened.use(await startConsole());
  browser = opened.use(await openBrowser(console));
  api = await console.apiClient("admin");
  opened.defer(() => api.close());
  page = await browser.signedIn();
  // What makes the cluster one that is known.
  const body = { type: "cluster", clusterName: "oslo-core" };
  await api.call("/api/v1/enrollment-tokens", { body });
});
afterAll(() => opened.disposeAsync());

interface Answer {
  readonly allowed: boolean;
  readonly status?: { readonly message: string };
  readonly warnings?: readonly string[];
}

/** What the cluster's API server hears when somebody creates this pod. */
async function ask(image: string): Promise<Answer> {
  const containers = [{ name: "web", image }];
  const review = aReview({ namespace: "shop", name: "web-7c9d", containers });
  const answer = await console.anonymous.call(reviewPath("oslo-core"), { body: review });
  expect(answer.status).toBe(200);
  expect(answer.json.response.uid).toBe(review.request.uid);
  return answer.json.response;
}
/** The same, once the console that answers has read the rules anew. */
const answered = (image: string, isAsWanted: (answer: Answer) => boolean) =>
  eventually("the rules in force", 10_000, async () => {
    const answer = await ask(image);
    return isAsWanted(answer) ? answer : null;
  });
const isDenied = ({ allowed }: Answer) => !allowed;
const isAllowed = ({ allowed }: Answer) => allowed;
const expression = () => page.getByLabel("Expression", { exact: true });
const manifests = () => page.getByLabel("Manifests");
const results = () => page.getByRole("list", { name: "Results" });

test("who has connected nothing yet is told so, and gets values with this Console filled in", async () => {
  await page.goto("/admission");
  await page.getByText("No rules yet").waitFor();
  await page.getByRole("link", { name: "Connect a cluster" }).click();
  await page.getByText("No cluster has asked yet").waitFor();
  await page.getByRole("button", { name: "Copy values-admission.yaml" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`consoleUrl: "${console.url}"`);
  const [, bundle = ""] = /caBundle: "(.+)"/.exec(copied) ?? [];
  expect(Buffer.from(bundle, "base64").toString().trim()).toBe(console.ca.trim());
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download values-admission.yaml" }).click();
  expect((await download).suggestedFilename()).toBe("values-admission.yaml");
  expect(await seriousProblems(page)).toEqual([]);
});

test("a rule from a template is tried on YAML before it is saved", async () => {
  await page.goto("/admission");
  await page.getByRole("link", { name: "Begin with a template" }).click();
  await page.getByRole("link", { name: "Allowed registries" }).click();
  await page.getByLabel("Registries").fill("registry.example.com");
  await page.getByLabel("Registries").press("Enter");
  const made = page.getByRole("region", { name: "CEL of the template" });
  await made.getByText('["registry.example.com/"]').waitFor();
  await page.getByRole("button", { name: "Example", exact: true }).click();
  await results().getByText("Denied").waitFor();
  await results().getByText("(container web)").waitFor();
  const good = (await manifests().inputValue()).replace(
    "nginx:latest",
    "registry.example.com/web:1",
  );
  await manifests().fill(good);
  await results().getByText("Allowed", { exact: true }).waitFor();
  await manifests().fill("kind: Pod\nspec: [}");
  await page.getByText(/^Line 2, column \d+:/).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
});

test("a rule that would deny everywhere asks; what it denies is told to the cluster and logged", async () => {
  await page.getByRole("button", { name: "Save rule" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Deny pods everywhere?" });
  await dialog.getByText("except kube-system and telovix-system").waitFor();
  await dialog.getByRole("button", { name: "Deny everywhere" }).click();
  await page.getByRole("table", { name: "Rules" }).getByText("Allowed registries").waitFor();

  const refused = await answered("nginx:latest", isDenied);
  expect(refused.status?.message).toContain("registry that is not allowed. (container web)");
  expect(await ask("registry.example.com/web:1")).toMatchObject({ allowed: true });

  await page.goto("/admission/decisions");
  await page.getByRole("button", { name: "Pod shop/web-7c9d" }).click();
  const log = page.getByRole("table", { name: "Decisions" });
  await log.getByText(/registry that is not allowed/).waitFor();
  await log.getByText("jane@example.com").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.goto("/admission/connect");
  await page.getByText(/^\d+ reviews/).waitFor();
});

test("decisions are found by rule, and the log says when none matches", async () => {
  await page.goto("/admission");
  await page.getByRole("link", { name: "1 decision of Allowed registries in 24 h" }).click();
  await page.waitForURL(/\/admission\/decisions\?rule=/);
  await page.getByText("1–1 of 1 decisions").waitFor();
  await page.getByRole("button", { name: "Outcome" }).click();
  await page.getByRole("checkbox", { name: "Warned" }).check();
  await page.getByText("No decision matches").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await page.getByRole("button", { name: "Pod shop/web-7c9d" }).waitFor();
});

test("switched off, the rule lets the pod in; switched on again, it asks once more", async () => {
  await page.goto("/admission");
  await page.getByRole("switch", { name: "Allowed registries is on" }).click();
  await page.getByText("Allowed registries is off").waitFor();
  await answered("nginx:latest", isAllowed);
  await page.getByRole("switch", { name: "Allowed registries is on" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Deny pods everywhere?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await ask("nginx:latest")).toMatchObject({ allowed: true });
});

test("CEL of one's own: its error is named at its place, and unsaved text is not lost by a click", async () => {
  await page.goto("/admission/rules/new?template=none");
  await expression().fill("containers.exists(c,\n  c.image == )");
  await page.getByText(/^Line 2, column 14:/).waitFor();
  await expression().fill("containers.exists(c, c.name == 'web') &&\n  nothing");
  await page.getByText(/There is no “nothing”/).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await expression().fill("containers.exists(c, c.name == 'web')");
  await page.getByText("The expression can be evaluated.").waitFor();
  await page.getByRole("link", { name: "Admission" }).last().click();
  const ask = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await ask.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("radio", { name: /^Warn/ }).check({ force: true });
  await page.getByRole("button", { name: "Save rule" }).click();
  await page.getByText("May not be empty.").first().waitFor();
  await page.getByLabel("Message", { exact: true }).fill("Call it something else than web.");
  await page.getByLabel("Name", { exact: true }).fill("Not web");
  await page.getByLabel("Namespaces", { exact: true }).fill("shop");
  await page.getByLabel("Namespaces", { exact: true }).press("Enter");
  await page.getByText("Asked in: All clusters, namespace shop").waitFor();
  await page.getByRole("button", { name: "Save rule" }).click();
  await page.getByText("Not web saved: pods are checked").waitFor();
  const { allowed } = await answered("registry.example.com/web:1", tells("else than web"));
  expect(allowed).toBe(true);
});
const tells = (words: string) => (answer: Answer) =>
  answer.warnings?.some((warning) => warning.includes(words)) ?? false;

test("the whole rule set is tried on the Try out page, or one rule alone", async () => {
  await page.goto("/admission/try");
  await page.getByRole("button", { name: "Example", exact: true }).click();
  await results().getByText("Allowed with a warning").waitFor();
  await page.getByRole("button", { name: /^All rules that are on/ }).click();
  await page.getByRole("checkbox", { name: "Allowed registries" }).check();
  await results().getByText("Denied").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
});

test("a rule is changed, then deleted; what it decided stays in the log", async () => {
  await page.goto("/admission");
  await page.getByRole("link", { name: "Not web", exact: true }).click();
  await page.getByLabel("Message", { exact: true }).fill("No web.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Not web saved: pods are checked").waitFor();
  await answered("registry.example.com/web:1", tells("No web."));
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete Not web?" });
  await dialog.getByRole("button", { name: "Delete rule" }).click();
  await page.getByText("Deleted Not web").waitFor();
  await answered("registry.example.com/web:1", ({ warnings }) => warnings === undefined);
  await page.goto("/admission/decisions?outcome=warned");
  await page.getByRole("button", { name: "Pod shop/web-7c9d" }).first().click();
  await page.getByText("No web.").first().waitFor();
});
