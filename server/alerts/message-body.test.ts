import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AlertMessage } from "./message.ts";
import { messageBody } from "./message-body.ts";
import { slackBody } from "./slack.ts";
import { teamsBody } from "./teams.ts";

const aMessage = (changes: Partial<AlertMessage> = {}): AlertMessage => ({
  id: "0f8fad5b-d9cb-469f-a165-70867728950e",
  kind: "sensor_offline",
  at: new Date("2026-06-01T12:00:00Z"),
  title: "db-1 is offline",
  details: { sensorId: "0f8f", lastHeartbeatAt: "2026-06-01T11:54:00.000Z", count: 3 },
  url: "https://console.test:15483/activity",
  ...changes,
});

/** Every string in a JSON value. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

const mentions = "<!channel> & <https://evil.test|here> *bold* [a](http://b)";

it("says type, timestamp and data in the generic form", () => {
  expect(JSON.parse(messageBody("generic", aMessage()))).toEqual({
    type: "sensor_offline",
    timestamp: "2026-06-01T12:00:00.000Z",
    data: {
      id: aMessage().id,
      title: "db-1 is offline",
      details: aMessage().details,
      url: "https://console.test:15483/activity",
    },
  });
});

describe("for Slack", () => {
  it("has a text for notifications, the facts, and a link", () => {
    const { text, blocks } = slackBody(aMessage());
    expect(text).toBe("db-1 is offline");
    expect(blocks.map(({ type }) => type)).toEqual(["header", "section", "context"]);
    expect(texts(blocks)).toContain("Last heartbeat at: 2026-06-01T11:54:00.000Z");
    expect(texts(blocks)).toContain("<https://console.test:15483/activity|Open in Telovix>");
  });

  it("lets nobody be mentioned by what a name says", () => {
    const body = slackBody(aMessage({ title: mentions, details: { name: mentions } }));
    const strangers = texts(body).filter((text) => !text.endsWith("|Open in Telovix>"));
    expect(strangers.join("")).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(texts(body)).toContain(
      "Name: &lt;!channel&gt; &amp; &lt;https://evil.test|here&gt; *bold* [a](http://b)",
    );
  });

  it("leaves out the section where there are no facts, which Slack would refuse", () => {
    const { blocks } = slackBody(aMessage({ details: { id: "x" } }));
    expect(blocks.map(({ type }) => type)).toEqual(["header", "context"]);
  });
});

describe("for Teams", () => {
  it("is a message with one adaptive card", () => {
    const { type, attachments } = teamsBody(aMessage());
    expect(type).toBe("message");
    expect(attachments.map(({ contentType }) => contentType)).toEqual([
      "application/vnd.microsoft.card.adaptive",
    ]);
    expect(texts(attachments)).toEqual(expect.arrayContaining(["db-1 is offline", "Count: ", "3"]));
  });

  it("puts every text of others where Teams reads no Markdown", () => {
    const [attachment] = teamsBody(
      aMessage({ title: mentions, details: { name: mentions } }),
    ).attachments;
    const { body, ...rest } = attachment?.content ?? { body: [] };
    expect(body.every(({ type }) => type === "RichTextBlock")).toBe(true);
    expect(texts(rest).join("")).not.toContain("evil");
  });
});

describe("any title and details", () => {
  const details = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.array(fc.string()), fc.object()),
  );
  it("keep the limits of Slack and Teams, on one line each", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5000 }), details, (title, given) => {
        const message = aMessage({ title, details: given });
        expect(messageBody("teams", message).length).toBeLessThan(28_000);
        for (const text of texts(slackBody(message))) expect(text).not.toMatch(/\p{Cc}/u);
        const [header] = slackBody(message).blocks;
        expect(header && "text" in header && header.text.text.length).toBeLessThanOrEqual(900);
      }),
      { numRuns: 50 },
    );
  });
});
