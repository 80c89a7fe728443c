import type { operations } from "./api-types.ts";

type Body<Responses, Status extends keyof Responses> = Responses[Status] extends {
  content: { "application/json": infer Answer };
}
  ? Answer
  : never;
type Ok<Name extends keyof operations> = Body<
  operations[Name]["responses"],
  200 & keyof operations[Name]["responses"]
>;
type ItemOf<Answer> = Answer extends { items: (infer Item)[] } ? Item : never;

export type Sensor = ItemOf<Ok<"sensors-list">>;
export type Token = ItemOf<Ok<"tokens-list">>;
export type AuditEntry = ItemOf<Ok<"audit-list">>;
export type Departed = ItemOf<Ok<"departed-list">>;
export type Pool = ItemOf<Ok<"pools-list">>;
