"use client";
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./swagger-ui.css";
import type { ReferenceDocument } from "./document.ts";
import { nameControls } from "./name-controls.ts";

/** Swagger UI, bundled with the page: it asks nobody but this Console, and keeps no key. */
export function Viewer({ document }: { document: ReferenceDocument }) {
  const mount = (node: HTMLDivElement | null) => {
    if (!node) return;
    SwaggerUI({
      domNode: node,
      spec: document,
      defaultModelsExpandDepth: -1,
      displayRequestDuration: true,
      docExpansion: "list",
      filter: true,
      persistAuthorization: false,
      syntaxHighlight: { activated: false },
      validatorUrl: null,
    });
    const stop = nameControls(node);
    return () => {
      stop();
      node.replaceChildren();
    };
  };
  return <div ref={mount} className="api-reference" />;
}
