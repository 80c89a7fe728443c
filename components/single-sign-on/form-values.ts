import type { SingleSignOnView, UpdateSingleSignOn } from "../../server/single-sign-on/schema.ts";
import { userRoles } from "../../server/users/schema.ts";

/** What the form holds: lists as text, and "none" for no role. */
export interface FormValues {
  isEnabled: boolean;
  label: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
  emailDomains: string;
  createsUsers: boolean;
  trustsEmail: boolean;
  roleClaim: string;
  admin: string;
  operator: string;
  viewer: string;
  defaultRole: string;
  caCertificate: string;
}

export function formValues(view: SingleSignOnView): FormValues {
  const { emailDomains, roleValues, defaultRole, hasClientSecret: _has, ...rest } = view;
  const { callbackUrl: _url, updatedAt: _at, updatedBy: _by, ...fields } = rest;
  return {
    ...fields,
    clientSecret: "",
    emailDomains: emailDomains.join(", "),
    admin: roleValues.admin.join(", "),
    operator: roleValues.operator.join(", "),
    viewer: roleValues.viewer.join(", "),
    defaultRole: defaultRole ?? "none",
  };
}

const listOf = (text: string) =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** What is sent; the schema decides whether it is right. */
export function updateOf(values: FormValues): UpdateSingleSignOn {
  const { admin, operator, viewer, clientSecret, defaultRole, emailDomains, ...fields } = values;
  return {
    ...fields,
    emailDomains: listOf(emailDomains),
    roleValues: { admin: listOf(admin), operator: listOf(operator), viewer: listOf(viewer) },
    defaultRole: userRoles.find((role) => role === defaultRole) ?? null,
    ...(clientSecret && { clientSecret }),
  };
}
