/** The parts of an OpenAPI 3.1 document that requests and answers are made and judged by. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
}

interface Answer {
  readonly content?: Readonly<Record<string, { schema: Schema }>>;
}

interface DocumentOperation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly (Parameter | { $ref: string })[];
  readonly requestBody?: { content: { "application/json": { schema: Schema; example?: unknown } } };
  readonly responses: Readonly<Record<string, Answer | { $ref: string }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  /** By status. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** Every operation, its references to shared parameters and answers followed. */
export function operations(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: (operation.parameters ?? []).map((each) => follow<Parameter>(document, each)),
      body: operation.requestBody?.content["application/json"].schema,
      answers: Object.fromEntries(
        Object.entries(operation.responses).map(([status, answer]) => [
          status,
          follow<Answer>(document, answer),
        ]),
      ),
    })),
  );
}

/** What a `#/components/…` reference means, or the thing itself. */
export function follow<Thing extends object>(
  document: OpenApi,
  thing: Thing | { readonly $ref?: string },
): Thing {
  const reference = "$ref" in thing ? thing.$ref : undefined;
  if (reference === undefined) return thing as Thing;
  const [, , kind = "", name = ""] = reference.split("/");
  const found = document.components[kind]?.[name];
  if (!found) throw new Error(`${reference} leads nowhere.`);
  return follow(document, found as Thing);
}
