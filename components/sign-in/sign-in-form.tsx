"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { PasswordInput } from "../ui/password-input.tsx";
import { signInByPassword } from "./calls.ts";

const Credentials = z.object({
  email: z.string().trim().min(1, "Your e-mail address"),
  password: z.string().min(1, "Your password"),
});

interface SignInFormProps {
  /** Said above the fields until something else went wrong. */
  notice: string | null;
  onSignedIn: () => void;
  /** The password was right; a code is asked for, too. */
  onCodeNeeded: () => void;
}

export function SignInForm({ notice, onSignedIn, onCodeNeeded }: SignInFormProps) {
  const { register, handleSubmit, setError, setFocus, resetField, formState } = useForm({
    resolver: zodResolver(Credentials),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const problem = errors.root?.message ?? notice;
  const signIn = handleSubmit(async ({ email, password }) => {
    try {
      if ((await signInByPassword(email, password)) === "code") onCodeNeeded();
      else onSignedIn();
    } catch (error) {
      setError("root", { message: error instanceof Error ? error.message : "It failed." });
      resetField("password");
      setFocus("password");
    }
  });
  return (
    <form noValidate onSubmit={signIn} className="grid gap-4">
      {problem && (
        <Notice tone={errors.root ? "danger" : "info"} role="alert">
          {problem}
        </Notice>
      )}
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            {...register("email")}
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} autoComplete="current-password" {...register("password")} />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="w-full"
        pending={isSubmitting || (isSubmitSuccessful && !errors.root)}
      >
        Sign in
      </Button>
    </form>
  );
}
