import { z } from "zod";
import { Decision, Rule, Template } from "../admission/schema.ts";
import { AlertView, DeliveryView, WebhookView } from "../alerts/schema.ts";
import { AttemptGroup, AttemptView } from "../attempts/schema.ts";
import { AuditView } from "../audit/schema.ts";
import { ClusterDetail, ClusterView } from "../clusters/schema.ts";
import { DepartedDetail, DepartedView } from "../departed/schema.ts";
import { LicenseView } from "../license/schema.ts";
import { PoolDetail, PoolView } from "../pools/schema.ts";
import { SensorDetail, SensorView } from "../sensors/schema.ts";
import { Settings } from "../settings/schema.ts";
import { TokenDetail, TokenView } from "../tokens/schema.ts";

/** What the reference, and clients that are generated from it, call by name. */
export const namedSchemas = z.registry<{ id: string }>();

const names = {
  AdmissionDecision: Decision,
  AdmissionRule: Rule,
  AdmissionTemplate: Template,
  Alert: AlertView,
  AttemptGroup,
  AuditEntry: AuditView,
  Cluster: ClusterView,
  ClusterDetail,
  DepartedSensor: DepartedView,
  DepartedSensorDetail: DepartedDetail,
  EnrollmentAttempt: AttemptView,
  EnrollmentToken: TokenView,
  EnrollmentTokenDetail: TokenDetail,
  License: LicenseView,
  Pool: PoolView,
  PoolDetail,
  Sensor: SensorView,
  SensorDetail,
  Settings,
  Webhook: WebhookView,
  WebhookDelivery: DeliveryView,
};
for (const [id, schema] of Object.entries(names)) namedSchemas.add(schema, { id });
