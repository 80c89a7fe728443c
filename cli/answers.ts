import type { operations } from "./api-types.ts";

type Json<Held> = Held extends { content: { "application/json": infer Value } } ? Value : never;
type Answer<Name extends keyof operations> = operations[Name]["responses"] extends { 200: infer Ok }
  ? Json<Ok>
  : never;
type ItemOf<Page> = Page extends { items: (infer Item)[] } ? Item : never;

export type Sensor = ItemOf<Answer<"sensors-list">>;
export type Token = ItemOf<Answer<"tokens-list">>;
export type AuditEntry = ItemOf<Answer<"audit-list">>;
export type Departed = ItemOf<Answer<"departed-list">>;
export type Cluster = ItemOf<Answer<"clusters-list">>;
export type Pool = ItemOf<Answer<"pools-list">>;
export type Job = ItemOf<Answer<"jobs-list">>;
export type JobItem = ItemOf<Answer<"jobs-items">>;
export type BulkPreview = Answer<"sensors-preview">;
export type PreviewRequest = Json<operations["sensors-preview"]["requestBody"]>;
export type User = ItemOf<Answer<"users-list">>;
export type ApiKey = ItemOf<Answer<"apiKeys-list">>;
export type AdmissionRule = ItemOf<Answer<"admission-rules-list">>;
export type AdmissionDecision = ItemOf<Answer<"admission-decisions-list">>;
export type TestedObject = Answer<"admission-test">["objects"][number];
