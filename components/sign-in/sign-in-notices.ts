/** Why somebody is on the sign-in page again; keys of its `reason` parameter. */
const notices: Readonly<Record<string, string>> = {
  expired: "Your session has ended. Sign in to go on where you were.",
  disabled: "This account is disabled. Ask an administrator of this Console.",
  domain: "Your e-mail address is not of a domain that may sign in here.",
  unverified: "Your identity provider has not verified your e-mail address.",
  "no-account": "There is no account for you yet. Ask an administrator for an invite.",
  "no-role": "Your groups give you no role here. Ask an administrator.",
  cancelled: "Signing in was cancelled at the identity provider.",
  late: "That took too long, or began in another browser. Try again.",
  provider: "Your identity provider did not answer as it should. Try again, or use your password.",
  off: "Single sign-on is turned off.",
};

export const noticeOf = (reason: string | undefined): string | null =>
  (reason !== undefined && Object.hasOwn(notices, reason) && notices[reason]) || null;
