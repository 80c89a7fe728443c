import { expect, test } from "vitest";
import { parse } from "yaml";
import { webhookValues } from "./webhook-values.ts";

test("is the chart's admission section as YAML, with this Console filled in", () => {
  const text = webhookValues({ consoleUrl: "https://console.example.com:15483", caBundle: "LS0t" });
  expect(parse(text)).toEqual({
    admission: {
      enabled: true,
      consoleUrl: "https://console.example.com:15483",
      caBundle: "LS0t",
      failurePolicy: "Ignore",
      excludeNamespaces: ["kube-system", "telovix-system"],
      timeoutSeconds: 10,
    },
  });
});
