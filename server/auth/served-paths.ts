/**
 * What we serve of better-auth. The rest would change users or sessions past our audit, or is
 * not used; what a later version adds is closed until it is listed here.
 */
const served = new Set([
  "/get-session",
  "/sign-in/email",
  "/sign-out",
  "/change-password",
  "/two-factor/enable",
  "/two-factor/disable",
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
  "/two-factor/generate-backup-codes",
  "/invite/open",
  "/invite/accept",
  "/single-sign-on/start",
  "/single-sign-on/callback",
]);

export const isServed = (path: string): boolean => served.has(path);
