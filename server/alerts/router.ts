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
    .meta({
      openapi: {
        method: "GET",
        path: "/alerts",
        summary: "Lists alerts",
        description: "Newest first; `endedAt` is null while an alert is open.",
        tags,
      },
    })
    .input(ListAlerts)
    .output(AlertPage)
    .query(call(listAlerts)),
});

export const webhooksRouter = router({
  list: admin
    .meta({
      openapi: {
        method: "GET",
        path: "/webhooks",
        summary: "Lists webhooks",
        description:
          "The URL's path is secret and never shown again; `host` is what is left of it.",
        tags,
      },
    })
    .input(ListWebhooks)
    .output(WebhookPage)
    .query(call(listWebhooks)),
  create: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/webhooks",
        summary: "Creates a webhook",
        description: "The signing secret is in this answer and never again.",
        tags,
      },
      example: {
        name: "On call",
        format: "generic",
        url: "https://hooks.example.com/telovix",
        alerts: ["sensor_offline", "breaker_tripped"],
      },
      successStatus: 201,
    })
    .input(CreateWebhook)
    .output(WebhookSecret)
    .mutation(call(createWebhook)),
  update: admin
    .meta({
      openapi: {
        method: "PATCH",
        path: "/webhooks/{id}",
        summary: "Changes a webhook",
        description: "What is left out stays.",
        tags,
      },
      example: { isEnabled: false },
      successStatus: 204,
    })
    .input(UpdateWebhook)
    .output(z.void())
    .mutation(call(updateWebhook)),
  delete: admin
    .meta({
      openapi: {
        method: "DELETE",
        path: "/webhooks/{id}",
        summary: "Deletes a webhook",
        description: "Deliveries that still wait are dropped.",
        tags,
      },
      successStatus: 204,
    })
    .input(OneWebhook)
    .output(z.void())
    .mutation(call(deleteWebhook)),
  rotateSecret: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/webhooks/{id}/rotate-secret",
        summary: "Gives a webhook a new signing secret",
        description: "The old secret ends at once; the new one is in this answer and never again.",
        tags,
      },
    })
    .input(OneWebhook)
    .output(WebhookSecret)
    .mutation(call(rotateWebhookSecret)),
  test: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/webhooks/{id}/test",
        summary: "Sends a test alert",
        description: "Waits for the receiver's answer, at most ten seconds.",
        tags,
      },
      cost: 10,
    })
    .input(OneWebhook)
    .output(TestResult)
    .mutation(call(testWebhook)),
  deliveries: admin
    .meta({
      openapi: {
        method: "GET",
        path: "/webhook-deliveries",
        summary: "Lists deliveries",
        description: "Newest first.",
        tags,
      },
    })
    .input(ListDeliveries)
    .output(DeliveryPage)
    .query(call(listDeliveries)),
  redeliver: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/webhook-deliveries/{id}/redeliver",
        summary: "Sends a delivery again",
        tags,
      },
    })
    .input(OneWebhook)
    .output(DeliveryView)
    .mutation(call(redeliver)),
});
