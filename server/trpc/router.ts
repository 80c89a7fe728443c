import { activityRouter } from "../activity/router.ts";
import { admissionRouter } from "../admission/router.ts";
import { alertsRouter, webhooksRouter } from "../alerts/router.ts";
import { attemptsRouter } from "../attempts/router.ts";
import { auditRouter } from "../audit/router.ts";
import { accountRouter, apiKeysRouter } from "../auth/router.ts";
import { clustersRouter } from "../clusters/router.ts";
import { consoleRouter } from "../console/router.ts";
import { departedRouter } from "../departed/router.ts";
import { jobsRouter } from "../jobs/router.ts";
import { licenseRouter } from "../license/router.ts";
import { lifecycleRouter } from "../lifecycle/router.ts";
import { overviewRouter } from "../overview/router.ts";
import { poolsRouter } from "../pools/router.ts";
import { sensorsRouter } from "../sensors/router.ts";
import { settingsRouter } from "../settings/router.ts";
import { singleSignOnRouter } from "../single-sign-on/router.ts";
import { tokensRouter } from "../tokens/router.ts";
import { invitesRouter, usersRouter } from "../users/router.ts";
import { viewsRouter } from "../views/router.ts";
import { router } from "./init.ts";

/** Everything that the Console can do; REST and OpenAPI are made from the same procedures. */
export const appRouter = router({
  account: accountRouter,
  activity: activityRouter,
  admission: admissionRouter,
  alerts: alertsRouter,
  apiKeys: apiKeysRouter,
  attempts: attemptsRouter,
  audit: auditRouter,
  clusters: clustersRouter,
  console: consoleRouter,
  departed: departedRouter,
  invites: invitesRouter,
  jobs: jobsRouter,
  license: licenseRouter,
  lifecycle: lifecycleRouter,
  overview: overviewRouter,
  pools: poolsRouter,
  sensors: sensorsRouter,
  settings: settingsRouter,
  singleSignOn: singleSignOnRouter,
  tokens: tokensRouter,
  users: usersRouter,
  views: viewsRouter,
  webhooks: webhooksRouter,
});
export type AppRouter = typeof appRouter;
