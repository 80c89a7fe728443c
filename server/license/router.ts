import { z } from "zod";
import { admin, call, router, viewer } from "../trpc/init.ts";
import { getLicense } from "./get.ts";
import { removeLicense } from "./remove.ts";
import { LicenseView, UploadLicense } from "./schema.ts";
import { uploadLicense } from "./upload.ts";

const tags = ["license"];

export const licenseRouter = router({
  get: viewer
    .meta({
      openapi: {
        method: "GET",
        path: "/license",
        summary: "Shows the license",
        description: "With the seats that are taken.",
        tags,
      },
    })
    .output(LicenseView)
    .query(call(getLicense)),
  upload: admin
    .meta({
      openapi: { method: "PUT", path: "/license", summary: "Uploads a license", tags },
      errors: ["LicenseInvalid"],
      example: { license: "eyJhbGciOiJFZERTQSJ9.…" },
    })
    .input(UploadLicense)
    .output(LicenseView)
    .mutation(call(uploadLicense)),
  remove: admin
    .meta({
      openapi: {
        method: "DELETE",
        path: "/license",
        summary: "Removes the license",
        description: "What needs no license goes on.",
        tags,
      },
      successStatus: 204,
    })
    .output(z.void())
    .mutation(call(removeLicense)),
});
