"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { auth } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";

const Credentials = z.object({
  email: z.string().trim().min(1, "Your e-mail address"),
  password: z.string().min(1, "Your password"),
});

interface Refusal {
  status: number;
  /** Seconds, when the server says how long. */
  retryAfter: number | null;
}

function refusalText({ status, retryAfter }: Refusal): string {
  if (status === 429) {
    const wait = retryAfter ? `${retryAfter} seconds` : "a minute";
    return `Too many attempts. Wait ${wait}, then try again.`;
  }
  if (status >= 400 && status < 500) return "E-mail or password is wrong.";
  return "The Console did not answer. Try again in a few seconds.";
}

export function SignInForm({ next }: { next: string }) {
  const { register, handleSubmit, setError, setFocus, resetField, formState } = useForm({
    resolver: zodResolver(Credentials),
    defaultValues: { email: "", password: "" },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  const signIn = handleSubmit(async (credentials) => {
    let retryAfter: number | null = null;
    const { error } = await auth.signIn.email(credentials, {
      onError: ({ response }) => {
        retryAfter = Number(response.headers.get("x-retry-after")) || null;
      },
    });
    if (!error) {
      window.location.assign(next);
      return;
    }
    setError("root", { message: refusalText({ status: error.status, retryAfter }) });
    resetField("password");
    setFocus("password");
  });
  return (
    <form noValidate onSubmit={signIn} className="grid gap-4">
      {errors.root?.message && (
        <Notice tone="danger" role="alert">
          {errors.root.message}
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
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
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
        Sign in
      </Button>
    </form>
  );
}
