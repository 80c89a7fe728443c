import { describe, expect, it } from "vitest";
import { awsInstance, azureInstance, gcpInstance } from "./instances.ts";
import type { MetadataService } from "./metadata-server.ts";

/** The status and body that a request gets. */
function ask(service: MetadataService, line: string, headers: Record<string, string> = {}) {
  const [method = "", target = ""] = line.split(" ");
  const { pathname: path, searchParams: query } = new URL(target, "http://169.254.169.254");
  const header = (name: string) => headers[name];
  const { status, body = "" } = service.answer({ method, path, query, header });
  return `${status} ${body}`.trim();
}

const id = "GET /latest/meta-data/instance-id";
const askToken = "PUT /latest/api/token";
const ttl = { "X-aws-ec2-metadata-token-ttl-seconds": "60" };
const withToken = (token: string) => ({ "X-aws-ec2-metadata-token": token });

describe("an AWS instance", () => {
  const v1 = awsInstance("i-1", "optional");
  const v2 = awsInstance("i-2", "required");
  it.each([
    ["IMDSv1", v1, id, {}, "200 i-1"],
    ["a wrong token where none is needed", v1, id, withToken("x"), "401"],
    ["no token where one is", v2, id, {}, "401"],
    ["a token without its life span", v2, askToken, {}, "400"],
    [
      "a token that is too long-lived",
      v2,
      askToken,
      { ...ttl, [Object.keys(ttl)[0] ?? ""]: "21601" },
      "400",
    ],
    ["a token through a proxy", v2, askToken, { ...ttl, "X-Forwarded-For": "10.0.0.1" }, "403"],
    ["a path that is not there", v1, "GET /latest/meta-data/none", {}, "404 404 - Not Found"],
    [
      "no announcement",
      v1,
      "GET /latest/meta-data/spot/instance-action",
      {},
      "404 404 - Not Found",
    ],
  ])("%s", (_name, service, line, headers, answer) => {
    expect(ask(service, line, headers)).toBe(answer);
  });

  it("answers with the token of its own session", () => {
    const token = ask(v2, askToken, ttl).replace("200 ", "");
    expect(ask(v2, id, withToken(token))).toBe("200 i-2");
    expect(ask(v1, id, withToken(token))).toBe("401");
  });
});

describe("a GCP instance", () => {
  const flavor = { "Metadata-Flavor": "Google" };
  const path = "GET /computeMetadata/v1/instance";
  const gcp = gcpInstance("vm-1");
  it.each([
    ["its name", `${path}/name`, flavor, "200 vm-1"],
    ["without the header", `${path}/name`, {}, "403"],
    ["not preempted", `${path}/preempted`, flavor, "200 FALSE"],
    ["AWS's path", id, flavor, "404 404 - Not Found"],
  ])("%s", (_name, line, headers, answer) => {
    expect(ask(gcp, line, headers)).toBe(answer);
  });
});

describe("an Azure machine", () => {
  const metadata = { Metadata: "true" };
  const compute = "GET /metadata/instance/compute/vmId";
  const azure = azureInstance("13f56399", "vm-1");
  it.each([
    ["its id", `${compute}?api-version=2021-02-01&format=text`, metadata, "200 13f56399"],
    ["without the header", `${compute}?api-version=2021-02-01&format=text`, {}, "400"],
    ["without a version", `${compute}?format=text`, metadata, "400"],
    [
      "no events",
      "GET /metadata/scheduledevents?api-version=2020-07-01",
      metadata,
      '200 {"DocumentIncarnation":1,"Events":[]}',
    ],
  ])("%s", (_name, line, headers, answer) => {
    expect(ask(azure, line, headers)).toBe(answer);
  });
});
