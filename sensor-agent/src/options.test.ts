import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Exit } from "./exit.ts";
import { readCommandLine } from "./options.ts";

const hostile = ["$(reboot)", "a b", `"'`, "a\nb", "\u202eabc", "a".repeat(10_000), "😀", "--", ""];

describe("readCommandLine", () => {
  it("reads options from the command line, then from the environment", () => {
    const { command, options } = readCommandLine(
      ["enroll", "--name", "web-1", "--tags", "env:lab,pool:ci"],
      {
        TELOVIX_NAME: "other",
        TELOVIX_CONSOLE: "https://console.test:15483",
        TELOVIX_TOKEN: "secret",
      },
    );
    expect(command).toBe("enroll");
    expect(options).toMatchObject({
      name: "web-1",
      tags: ["env:lab", "pool:ci"],
      console: "https://console.test:15483",
      token: "secret",
    });
  });

  it.each([
    [["run", "--ephemeral", "--remove-after", "60"], {}, { ephemeral: true, "remove-after": 60 }],
    [
      ["run"],
      { TELOVIX_EPHEMERAL: "1", TELOVIX_REMOVE_AFTER: "2592000" },
      { "remove-after": 2592000 },
    ],
    [["run", "--state", "mem:"], {}, { ephemeral: true }],
    [["run", "--state=mem:", "--remove-after=300"], {}, { "remove-after": 300 }],
    [["status"], { TELOVIX_REMOVE_AFTER: "60" }, { ephemeral: false }],
  ])("reads how %j leaves with %j", (argv, env, expected) => {
    expect(readCommandLine(argv, env).options).toMatchObject(expected);
  });

  it.each(["59", "2592001", "1h", "-60", "6e3", " 60", "60.5", ""])(
    "refuses --remove-after=%s",
    (value) => {
      expect(() => readCommandLine(["run", "--ephemeral", `--remove-after=${value}`], {})).toThrow(
        "--remove-after accepts seconds of silence, 60 to 2592000",
      );
    },
  );

  it("refuses --remove-after for a sensor that stays, and says why", () => {
    expect(() => readCommandLine(["enroll", "--remove-after", "60"], {})).toThrow(/--ephemeral/);
  });

  it("takes --decommission for logout, as the chart calls it", () => {
    expect(readCommandLine(["--decommission"], {}).command).toBe("logout");
  });

  it("reads what the chart's pods have in their environment", () => {
    const { command, options } = readCommandLine(["bpf-init"], {
      TELOVIX_KUBERNETES: "true",
      TELOVIX_KEEP_IDENTITY: "true",
      TELOVIX_STARTUP_GATE: "false",
      TELOVIX_NODE_NAME: "ip-10-0-0-1.eu-west-1.compute.internal",
      TELOVIX_NAMESPACE: "telovix-system",
      TELOVIX_POD_NAME: "telovix-sensor-2xk9p",
      TELOVIX_INSTALL_ID: "telovix-system/telovix-sensor",
      TELOVIX_HEALTH_PORT: "15485",
    });
    expect(command).toBe("bpf-init");
    expect(options).toMatchObject({
      kubernetes: true,
      "keep-identity": true,
      "startup-gate": false,
      "node-name": "ip-10-0-0-1.eu-west-1.compute.internal",
      "pod-name": "telovix-sensor-2xk9p",
      "install-id": "telovix-system/telovix-sensor",
      "health-port": 15485,
      "startup-gate-seconds": 120,
    });
  });

  it.each([
    ["TELOVIX_KUBERNETES", "maybe", "TELOVIX_KUBERNETES accepts true or false"],
    ["TELOVIX_HEALTH_PORT", "70000", "--health-port accepts a port"],
    ["TELOVIX_NODE_NAME", "a/b", "--node-name accepts"],
    ["TELOVIX_STARTUP_GATE_SECONDS", "5m", "--startup-gate-seconds accepts seconds"],
  ])("refuses %s=%s and says what it accepts", (name, value, says) => {
    expect(() => readCommandLine(["run"], { [name]: value })).toThrow(says);
  });

  it.each(["name", "tags", "role", "cluster-name"])(
    "refuses hostile values of --%s and says what it accepts",
    (name) => {
      for (const value of hostile.filter((each) => !(name === "tags" && each === ""))) {
        expect(() => readCommandLine(["enroll", `--${name}=${value}`], {})).toThrow(
          `--${name} accepts`,
        );
      }
    },
  );

  it.each([
    ["fly"],
    ["run", "now"],
    ["enroll", "--unknown"],
    ["enroll", "--name"],
    ["--flavor=large"],
    ["--console=http://x"],
  ])("refuses %s", (...argv) => {
    expect(() => readCommandLine(argv, {})).toThrow(Exit);
  });

  it("ends any command line with a command or a usage error", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 4 }), (argv) => {
        try {
          readCommandLine(argv, {});
        } catch (error) {
          expect(error).toMatchObject({ code: 2 });
        }
      }),
    );
  });
});
