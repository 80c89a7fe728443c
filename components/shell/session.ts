import { createAuthClient } from "better-auth/react";

export const auth = createAuthClient();

/** Leaves with a full page load, so that nothing of the session stays in memory. */
export async function signOut(): Promise<void> {
  await auth.signOut();
  window.location.assign("/sign-in");
}
