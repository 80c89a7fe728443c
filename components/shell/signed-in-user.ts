import { z } from "zod";
import { roles } from "../../server/auth/role.ts";

/** Who looks at the pages, as the server identified them. */
export const SignedInUser = z.object({
  id: z.string(),
  /** The e-mail address, or an API key's name. */
  name: z.string(),
  /** Null: a role that this version does not know; it may do nothing. */
  role: z.enum(roles).nullable(),
});
export type SignedInUser = z.infer<typeof SignedInUser>;
