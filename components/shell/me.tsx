"use client";
import { createContext, type ReactNode, use } from "react";
import { isAllowed, type Permission } from "../../server/auth/role.ts";
import type { SignedInUser } from "./signed-in-user.ts";

const MeContext = createContext<SignedInUser | null>(null);

export function MeProvider({ me, children }: { me: SignedInUser; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

export function useMe(): SignedInUser {
  const me = use(MeContext);
  if (!me) throw new Error("useMe needs a MeProvider above it.");
  return me;
}

/** What a role may not do is absent from the page. The server decides again for itself. */
export function useMay(permission: Permission): boolean {
  return isAllowed(useMe().role, permission);
}
