import { z } from "zod";

/** What an admin may want to hear of without looking. */
export const alertKinds = [
  "sensor_offline",
  "breaker_tripped",
  "token_expiring",
  "enrollment_refused",
  "license_near_limit",
] as const;
export const AlertKind = z.enum(alertKinds);
export type AlertKind = z.infer<typeof AlertKind>;

export const webhookFormats = ["generic", "slack", "teams"] as const;
export const deliveryStates = ["pending", "delivered", "failed"] as const;

const When = z.iso.datetime();
const Paging = {
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(500).default(50),
};
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() });

export const ListAlerts = z.strictObject({
  kind: AlertKind.optional(),
  /** True: only what is not over. */
  open: z.boolean().optional(),
  from: When.optional(),
  to: When.optional(),
  ...Paging,
});
export type ListAlerts = z.infer<typeof ListAlerts>;

export const AlertView = z.object({
  id: z.uuid(),
  at: When,
  kind: AlertKind,
  title: z.string(),
  details: z.record(z.string(), z.unknown()),
  /** Path of the page that shows more. */
  page: z.string(),
  endedAt: When.nullable(),
});
export type AlertView = z.infer<typeof AlertView>;
export const AlertPage = page(AlertView);

const Name = z.string().trim().min(1).max(100);
const Alerts = z
  .array(AlertKind)
  .min(1)
  .max(100)
  .transform((kinds) => alertKinds.filter((kind) => kinds.includes(kind)));

export const CreateWebhook = z.strictObject({
  name: Name,
  format: z.enum(webhookFormats),
  /** Kept secret: Slack's and Teams's URLs let whoever knows them post. */
  url: z.url().max(2000),
  alerts: Alerts.default([...alertKinds]),
});
export type CreateWebhook = z.infer<typeof CreateWebhook>;

/** What is left out stays. */
export const UpdateWebhook = z.strictObject({
  id: z.uuid(),
  name: Name.optional(),
  alerts: Alerts.optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

export const OneWebhook = z.strictObject({ id: z.uuid() });
export const ListWebhooks = z.strictObject({});

/** How the last delivery went. */
const Outcome = z.object({
  state: z.enum(deliveryStates),
  /** HTTP status of the last try; null when none came back. */
  status: z.number().int().nullable(),
  error: z.string().nullable(),
});

export const WebhookView = z.object({
  id: z.uuid(),
  name: z.string(),
  format: z.enum(webhookFormats),
  /** Host of the URL; the rest is never shown again. */
  host: z.string(),
  alerts: z.array(AlertKind),
  isEnabled: z.boolean(),
  createdAt: When,
  createdBy: z.string(),
  lastDelivery: Outcome.extend({ at: When }).nullable(),
});
export type WebhookView = z.infer<typeof WebhookView>;
export const WebhookPage = page(WebhookView);

/** The signing secret is in here once, and never again. */
export const WebhookSecret = z.object({ id: z.uuid(), secret: z.string() });

export const TestResult = z.object({
  isDelivered: z.boolean(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  durationMs: z.number(),
});
export type TestResult = z.infer<typeof TestResult>;

export const ListDeliveries = z.strictObject({
  webhookId: z.uuid().optional(),
  state: z.enum(deliveryStates).optional(),
  ...Paging,
});
export type ListDeliveries = z.infer<typeof ListDeliveries>;

export const DeliveryView = Outcome.extend({
  id: z.uuid(),
  webhook: z.object({ id: z.uuid(), name: z.string() }),
  alert: z.object({ id: z.uuid(), kind: AlertKind, title: z.string() }),
  attempts: z.number().int(),
  /** Of those that are pending; null while one is being sent, and after the last try. */
  nextAt: When.nullable(),
  createdAt: When,
  deliveredAt: When.nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;
export const DeliveryPage = page(DeliveryView);
