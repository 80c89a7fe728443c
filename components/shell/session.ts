import { twoFactorClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";

export const auth = createAuthClient({ plugins: [twoFactorClient()] });

/** Leaves with a full page load, so that nothing of the session stays in memory. */
export async function signOut(): Promise<void> {
  await auth.signOut();
  window.location.assign("/sign-in");
}
