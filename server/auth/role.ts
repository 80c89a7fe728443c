/** Roles in CONTRACT.md. `provisioner` is for API keys only and can create tokens, nothing else. */
export const roles = ["viewer", "operator", "admin", "provisioner"] as const;
export type Role = (typeof roles)[number];

export function isRole(value: unknown): value is Role {
  return (roles as readonly unknown[]).includes(value);
}

const may = {
  read: ["viewer", "operator", "admin"],
  operate: ["operator", "admin"],
  administer: ["admin"],
  createTokens: ["operator", "admin", "provisioner"],
} as const satisfies Record<string, readonly Role[]>;

/** What a procedure asks for. */
export type Permission = keyof typeof may;

export function isAllowed(role: Role | null, permission: Permission): boolean {
  return role !== null && (may[permission] as readonly Role[]).includes(role);
}
