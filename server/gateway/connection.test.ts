import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameBytesMax, SensorFrame } from "../../sensor-agent/src/protocol.ts";
import { aHeartbeat } from "../testing/heartbeat.ts";
import { parseFrame } from "./connection.ts";

describe("parseFrame", () => {
  it("reads a heartbeat as it was sent, far below the size limit", () => {
    const frame = aHeartbeat(3);
    const text = JSON.stringify(frame);
    expect(parseFrame(Buffer.from(text))).toEqual(frame);
    expect(text.length).toBeLessThan(frameBytesMax / 4);
  });

  it("gives null for anything else, and never throws", () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(json, fc.string({ unit: "binary" })), (text) => {
        expect(parseFrame(Buffer.from(text))).toBeNull();
      }),
    );
  });

  it("refuses a heartbeat with any field missing, renamed or of another type", () => {
    const keys = Object.keys(aHeartbeat(0)) as (keyof ReturnType<typeof aHeartbeat>)[];
    for (const key of keys) {
      const { [key]: _gone, ...rest } = aHeartbeat(0);
      expect(SensorFrame.safeParse(rest).success).toBe(false);
      expect(
        parseFrame(Buffer.from(JSON.stringify({ ...aHeartbeat(0), [key]: "$(reboot)" }))),
      ).toBeNull();
    }
    expect(parseFrame(Buffer.from(JSON.stringify({ ...aHeartbeat(0), extra: 1 })))).toBeNull();
  });
});
