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

  it("takes --decommission for logout, as the chart calls it", () => {
    expect(readCommandLine(["--decommission"], {}).command).toBe("logout");
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
