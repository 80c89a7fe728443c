import { z } from "zod";
import { admin, call, router } from "../trpc/init.ts";
import { deleteUser } from "./delete.ts";
import { disableUser } from "./disable.ts";
import { enableUser } from "./enable.ts";
import { inviteUser } from "./invite.ts";
import { listUsers } from "./list.ts";
import { listInvites } from "./list-invites.ts";
import { resetUserPassword } from "./reset-password.ts";
import { resetTwoFactor } from "./reset-two-factor.ts";
import { revokeInvite } from "./revoke-invite.ts";
import {
  CreatedInvite,
  CreateInvite,
  InvitePage,
  ListInvites,
  ListUsers,
  OneInvite,
  OneUser,
  UpdateUser,
  UserPage,
  UserView,
} from "./schema.ts";
import { updateUser } from "./update.ts";

const tags = ["users"];
const lastAdmin = ["LastAdmin"] as const;

export const usersRouter = router({
  list: admin
    .meta({ openapi: { method: "GET", path: "/users", summary: "Lists users", tags } })
    .input(ListUsers)
    .output(UserPage)
    .query(call(listUsers)),
  update: admin
    .meta({
      openapi: {
        method: "PATCH",
        path: "/users/{id}",
        summary: "Changes a user's role or name",
        description: "The last enabled administrator stays one.",
        tags,
      },
      errors: lastAdmin,
      example: { role: "operator" },
    })
    .input(UpdateUser)
    .output(UserView)
    .mutation(call(updateUser)),
  disable: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/users/{id}/disable",
        summary: "Disables a user",
        description: "Ends the user's sessions at once and refuses to sign in. API keys go on.",
        tags,
      },
      errors: lastAdmin,
    })
    .input(OneUser)
    .output(UserView)
    .mutation(call(disableUser)),
  enable: admin
    .meta({
      openapi: { method: "POST", path: "/users/{id}/enable", summary: "Enables a user", tags },
    })
    .input(OneUser)
    .output(UserView)
    .mutation(call(enableUser)),
  resetPassword: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/users/{id}/reset-password",
        summary: "Makes a link to a new password",
        description:
          "Ends the user's sessions and the old password. The link works once, for 7 days.",
        tags,
      },
      successStatus: 201,
    })
    .input(OneUser)
    .output(CreatedInvite)
    .mutation(call(resetUserPassword)),
  resetTwoFactor: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/users/{id}/reset-two-factor",
        summary: "Takes a user's second factor away",
        description: "Ends the user's sessions; signing in takes only the password again.",
        tags,
      },
      successStatus: 204,
    })
    .input(OneUser)
    .output(z.void())
    .mutation(call(resetTwoFactor)),
  delete: admin
    .meta({
      openapi: { method: "DELETE", path: "/users/{id}", summary: "Deletes a user", tags },
      successStatus: 204,
      errors: lastAdmin,
    })
    .input(OneUser)
    .output(z.void())
    .mutation(call(deleteUser)),
});

export const invitesRouter = router({
  list: admin
    .meta({ openapi: { method: "GET", path: "/invites", summary: "Lists open invites", tags } })
    .input(ListInvites)
    .output(InvitePage)
    .query(call(listInvites)),
  create: admin
    .meta({
      openapi: {
        method: "POST",
        path: "/invites",
        summary: "Invites somebody",
        description:
          "Answers with a link that works once, for 7 days. It is shown here and never again.",
        tags,
      },
      successStatus: 201,
      example: { email: "ada@example.com", role: "operator" },
    })
    .input(CreateInvite)
    .output(CreatedInvite)
    .mutation(call(inviteUser)),
  revoke: admin
    .meta({
      openapi: { method: "DELETE", path: "/invites/{id}", summary: "Revokes an invite", tags },
      successStatus: 204,
    })
    .input(OneInvite)
    .output(z.void())
    .mutation(call(revokeInvite)),
});
