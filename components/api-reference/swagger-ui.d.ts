/** The part of Swagger UI that we use; the package has no types of its own. */
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Options {
    domNode: HTMLElement;
    spec: object;
    defaultModelsExpandDepth?: number;
    displayRequestDuration?: boolean;
    docExpansion?: "list" | "full" | "none";
    filter?: boolean;
    persistAuthorization?: boolean;
    syntaxHighlight?: { activated: boolean };
    validatorUrl?: null;
  }
  // biome-ignore lint/style/noDefaultExport: the package's own
  export default function SwaggerUI(options: Options): unknown;
}
