import { z } from "zod";
import { admin, call, router, viewer } from "../trpc/init.ts";
import { createWebhook } from "./create-webhook.ts";
import { deleteWebhook } from "./delete-webhook.ts";
import { listAlerts } from "./list.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { redeliver } from "./redeliver.ts";
import { rotateWebhookSecret } from "./rotate-secret.ts";
import {
  AlertPage,
  CreateWebhook,
  DeliveryPage,
  DeliveryView,
  ListAlerts,
  ListDeliveries,
  ListWebhooks,
  OneWebhook,
  TestResult,
  UpdateWebhook,
  WebhookPage,
  WebhookSecret,
} from "./schema.ts";
import { testWebhook } from "./test-webhook.ts";
import { updateWebhook } from "./update-webhook.ts";

const tags = ["notifications"];

export const alertsRouter = router({
  list: viewer
    .meta({ openapi: { method: "GET", path: "/alerts", tags } })
    .input(ListAlerts)
    .output(AlertPage)
    .query(call(listAlerts)),
});

export const webhooksRouter = router({
  list: admin
    .meta({ openapi: { method: "GET", path: "/webhooks", tags } })
    .input(ListWebhooks)
    .output(WebhookPage)
    .query(call(listWebhooks)),
  create: admin
    .meta({ openapi: { method: "POST", path: "/webhooks", tags }, successStatus: 201 })
    .input(CreateWebhook)
    .output(WebhookSecret)
    .mutation(call(createWebhook)),
  update: admin
    .meta({ openapi: { method: "PATCH", path: "/webhooks/{id}", tags }, successStatus: 204 })
    .input(UpdateWebhook)
    .output(z.void())
    .mutation(call(updateWebhook)),
  delete: admin
    .meta({ openapi: { method: "DELETE", path: "/webhooks/{id}", tags }, successStatus: 204 })
    .input(OneWebhook)
    .output(z.void())
    .mutation(call(deleteWebhook)),
  rotateSecret: admin
    .meta({ openapi: { method: "POST", path: "/webhooks/{id}/rotate-secret", tags } })
    .input(OneWebhook)
    .output(WebhookSecret)
    .mutation(call(rotateWebhookSecret)),
  test: admin
    .meta({ openapi: { method: "POST", path: "/webhooks/{id}/test", tags } })
    .input(OneWebhook)
    .output(TestResult)
    .mutation(call(testWebhook)),
  deliveries: admin
    .meta({ openapi: { method: "GET", path: "/webhook-deliveries", tags } })
    .input(ListDeliveries)
    .output(DeliveryPage)
    .query(call(listDeliveries)),
  redeliver: admin
    .meta({ openapi: { method: "POST", path: "/webhook-deliveries/{id}/redeliver", tags } })
    .input(OneWebhook)
    .output(DeliveryView)
    .mutation(call(redeliver)),
});
