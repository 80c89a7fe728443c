/** The pages of `docs/` that the Console shows, in the order of its contents. */
export const docPages = {
  overview: "Overview and a sensor's page",
  sensor: "Installing a sensor",
  kubernetes: "Kubernetes",
  "deploy-kubernetes": "Deploy Sensor: Kubernetes",
  "kubernetes-values": "Values of the Kubernetes chart",
  registry: "Image and chart registry",
  sensors: "The Sensors page",
  tokens: "Enrollment tokens",
  "ephemeral-cloud-init": "Ephemeral hosts",
  "ephemeral-removal": "How sensors leave",
  "failed-enrollments": "Failed enrollments",
  "bulk-jobs": "Bulk actions and jobs",
  clusters: "Clusters",
  pools: "Pools",
  notifications: "Activity and notifications",
  admission: "Admission",
  license: "License",
  settings: "Settings",
  users: "Users and API keys",
  "single-sign-on": "Single sign-on",
  audit: "Audit",
  api: "The API",
  "api-roles": "Who may call what",
  cli: "The command line",
  "stale-clean-up": "Nightly stale clean-up",
  monitoring: "Monitoring",
  troubleshooting: "Troubleshooting",
  limits: "Limits",
  architecture: "Architecture",
} as const;
export type DocPage = keyof typeof docPages;

/** Shown when a link leads there, though not in the contents: the reasons behind a decision. */
const decision = /^decisions\/[0-9]{4}-[a-z0-9-]+$/;

/** Whether the Console shows `docs/<path>.md`. */
export const isDocPath = (path: string): boolean => path in docPages || decision.test(path);

/**
 * Where a link of `docs/<from>.md` leads in the Console: another page, a heading, an address outside.
 * Null: to what only the repository has.
 */
export function docHref(from: string, link: string): string | null {
  if (/^(https:|#)/.test(link)) return link;
  const { pathname, hash } = new URL(link, `https://docs/${from}`);
  const path = pathname.slice(1).replace(/\.md$/, "");
  return pathname.endsWith(".md") && isDocPath(path) ? `/docs/${path}${hash}` : null;
}
