"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { PasswordInput } from "../ui/password-input.tsx";
import { acceptInvite, type Invite, signInByPassword } from "./calls.ts";
import { nextPath } from "./next-path.ts";

const Chosen = z.object({
  name: z.string().trim().max(100, "At most 100 characters"),
  password: z.string().min(12, "At least 12 characters").max(128, "At most 128 characters"),
});

/** Sets name and password, and goes in; who has a second factor is asked for it at sign-in. */
export function InviteForm({ secret, invite }: { secret: string; invite: Invite }) {
  const isJoining = invite.kind === "join";
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(
      Chosen.refine(({ name }) => !isJoining || name !== "", {
        path: ["name"],
        message: "How others see you",
      }),
    ),
    defaultValues: { name: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const accept = handleSubmit(async ({ name, password }) => {
    try {
      const { email } = await acceptInvite({ secret, password, ...(isJoining && { name }) });
      const needed = await signInByPassword(email, password).catch(() => "sign-in" as const);
      window.location.assign(needed === "nothing" ? nextPath(undefined) : "/sign-in");
    } catch (error) {
      setError("root", { message: error instanceof Error ? error.message : "It failed." });
    }
  });
  return (
    <form noValidate onSubmit={accept} className="grid gap-4">
      <p className="text-ink-muted">
        {isJoining ? (
          <>
            You sign in as <strong className="font-medium text-ink">{invite.email}</strong>, with
            the role {invite.role}.
          </>
        ) : (
          <>
            A new password for <strong className="font-medium text-ink">{invite.email}</strong>.
          </>
        )}
      </p>
      {errors.root?.message && (
        <Notice tone="danger" role="alert">
          {errors.root.message}
        </Notice>
      )}
      <input type="hidden" name="username" autoComplete="username" value={invite.email} readOnly />
      {isJoining && (
        <Field label="Your name" error={errors.name?.message}>
          {(control) => <Input {...control} autoFocus autoComplete="name" {...register("name")} />}
        </Field>
      )}
      <Field label="Password" hint="At least 12 characters." error={errors.password?.message}>
        {(control) => (
          <PasswordInput
            {...control}
            autoFocus={!isJoining}
            autoComplete="new-password"
            {...register("password")}
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        pending={isSubmitting || (isSubmitSuccessful && !errors.root)}
      >
        {isJoining ? "Join" : "Set password"}
      </Button>
    </form>
  );
}
