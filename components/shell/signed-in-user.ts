import { z } from "zod";
import { roles } from "../../server/auth/role.ts";

/** Who looks at the pages, as the server identified them. */
export const SignedInUser = z.object({
  id: z.string(),
  /** As others see it. */
  name: z.string(),
  /** Null: an API key. */
  email: z.string().nullable(),
  /** Null: a role that this version does not know; it may do nothing. */
  role: z.enum(roles).nullable(),
  /** Whether signing in by password asks for a code, too. */
  twoFactor: z.boolean(),
  /** Without one, they come through single sign-on alone. */
  hasPassword: z.boolean(),
});
export type SignedInUser = z.infer<typeof SignedInUser>;
