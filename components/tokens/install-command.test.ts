import { expect, test } from "vitest";
import { installCommand } from "./install-command.ts";

const installUrl = "https://console.example.com:15483/api/v1/sensor/install.sh";

test("is the documented command when a public authority vouches for the Console", () => {
  expect(installCommand({ installUrl, pin: null }, "tok")).toBe(
    `bash <(curl -fsSL ${installUrl}) --token "tok"`,
  );
});

test("pins the Console's key when nobody else vouches for it", () => {
  expect(installCommand({ installUrl, pin: "sha256//AAA=" }, "tok")).toBe(
    `bash <(curl -fsSL -k --pinnedpubkey 'sha256//AAA=' ${installUrl}) --token "tok"`,
  );
});

test("names the cluster that a cluster token belongs to", () => {
  expect(installCommand({ installUrl, pin: null }, "tok", "prod")).toMatch(
    /--token "tok" --cluster-name "prod"$/,
  );
});
