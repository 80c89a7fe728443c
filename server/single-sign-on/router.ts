import { admin, call, router } from "../trpc/init.ts";
import { getSingleSignOn } from "./get.ts";
import {
  SingleSignOnView,
  TestedSingleSignOn,
  TestSingleSignOn,
  UpdateSingleSignOn,
} from "./schema.ts";
import { testSingleSignOn } from "./try-connection.ts";
import { updateSingleSignOn } from "./update.ts";

const tags = ["single-sign-on"];

export const singleSignOnRouter = router({
  get: admin
    .meta({
      openapi: {
        method: "GET",
        path: "/single-sign-on",
        summary: "Shows the single sign-on configuration",
        description: "Never the client secret.",
        tags,
      },
    })
    .output(SingleSignOnView)
    .query(({ ctx }) => getSingleSignOn(ctx)),
  update: admin
    .meta({
      openapi: {
        method: "PUT",
        path: "/single-sign-on",
        summary: "Sets the single sign-on configuration",
        description: "Sets all of it. A client secret that is left out stays, for the same issuer.",
        tags,
      },
      example: {
        isEnabled: true,
        label: "Example ID",
        issuer: "https://id.example.com",
        clientId: "telovix",
        clientSecret: "the secret that the provider gave",
        scopes: "openid email profile",
        emailDomains: ["example.com"],
        createsUsers: true,
        trustsEmail: false,
        roleClaim: "groups",
        roleValues: { admin: ["telovix-admins"], operator: [], viewer: ["staff"] },
        defaultRole: null,
        caCertificate: "",
      },
    })
    .input(UpdateSingleSignOn)
    .output(SingleSignOnView)
    .mutation(call(updateSingleSignOn)),
  test: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/single-sign-on/test",
        summary: "Asks an identity provider what it says of itself",
        description: "Changes nothing.",
        tags,
      },
      example: { issuer: "https://id.example.com" },
    })
    .input(TestSingleSignOn)
    .output(TestedSingleSignOn)
    .mutation(call(testSingleSignOn)),
});
