const architecture = {
  name: "architecture",
  in: "path",
  required: true,
  description: "Of the host.",
  schema: { type: "string", enum: ["amd64", "arm64"] },
};

function file(summary: string, type: string, parameters: object[] = []) {
  const content = { [type]: { schema: { type: "string" } } };
  return {
    get: {
      operationId: summary.toLowerCase().replaceAll(/[^a-z]+/g, "-"),
      summary,
      description: "Open to everyone: hosts ask for it before they know anybody.",
      tags: ["installation"],
      security: [],
      parameters,
      responses: { "200": { description: "The file", content } },
    },
  };
}

/** What scripts and installers fetch, and no procedure answers. */
export const plainPaths: Record<string, Record<string, object>> = {
  "/sensor/install.sh": file("Downloads the installer", "text/x-shellscript"),
  "/sensor/ca.pem": file("Downloads the Console CA", "application/x-pem-file"),
  "/sensor/download/{architecture}": file("Downloads the sensor", "application/octet-stream", [
    architecture,
  ]),
  "/sensor/download/{architecture}/sha256": file("Downloads the sensor's checksum", "text/plain", [
    architecture,
  ]),
};
