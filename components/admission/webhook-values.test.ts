import { expect, test } from "vitest";
import { parse } from "yaml";
import { upgradeCommand, webhookValues } from "./webhook-values.ts";

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

test("are added to those that were given, not to what an older chart had filled in", () => {
  expect(upgradeCommand).not.toContain("--reuse-values");
  // The later file wins, and `-` is what `helm get values` wrote.
  expect(upgradeCommand).toMatch(/^helm get values .*\|\n.* -f - -f values-admission\.yaml$/s);
});
