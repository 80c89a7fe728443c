import { expect, it } from "vitest";
import { parseConfig } from "../config.ts";
import { chartCa } from "./served-chart.ts";

const tls = { TELOVIX_TLS_CERT: "/etc/tls/cert.pem", TELOVIX_TLS_KEY: "/etc/tls/key.pem" };

it.each([
  ["our CA, which issued this Console's certificate", {}, "the Console CA"],
  ["none, when TELOVIX_TLS_CERT brings another's", tls, ""],
])("the chart names %s", (_what, environment, ca) => {
  const { config } = parseConfig(environment);
  expect(chartCa({ config, caCertificate: "the Console CA" })).toBe(ca);
});
