"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { Section } from "../settings/section.tsx";
import { auth } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";

const Passwords = z
  .object({
    currentPassword: z.string().min(1, "Your password as it is now"),
    newPassword: z.string().min(12, "At least 12 characters").max(128, "At most 128 characters"),
    repeated: z.string(),
  })
  .refine((value) => value.newPassword === value.repeated, {
    path: ["repeated"],
    message: "Not the same as above",
  });

const fields = [
  ["currentPassword", "Current password", "current-password"],
  ["newPassword", "New password", "new-password"],
  ["repeated", "New password again", "new-password"],
] as const;

const empty = { currentPassword: "", newPassword: "", repeated: "" };

export function ChangePassword() {
  const { register, handleSubmit, reset, setError, formState } = useForm({
    resolver: zodResolver(Passwords),
    defaultValues: empty,
  });
  const { errors, isSubmitting } = formState;
  const change = handleSubmit(async ({ currentPassword, newPassword }) => {
    const { error } = await auth.changePassword({
      currentPassword,
      newPassword,
      revokeOtherSessions: true,
    });
    if (error) {
      setError("root", { message: error.message ?? "The Console did not answer. Try again." });
      return;
    }
    reset(empty);
    toast.success("Password changed", { description: "Other sessions were signed out." });
  });
  return (
    <Section title="Password" description="Changing it signs out your other sessions.">
      <form noValidate onSubmit={change} className="grid gap-4">
        {errors.root?.message && (
          <Notice tone="danger" role="alert">
            {errors.root.message}
          </Notice>
        )}
        {fields.map(([name, label, autoComplete]) => (
          <Field key={name} label={label} error={errors[name]?.message} className="max-w-sm">
            {(id) => (
              <Input {...id} type="password" autoComplete={autoComplete} {...register(name)} />
            )}
          </Field>
        ))}
        <div>
          <Button type="submit" pending={isSubmitting}>
            Change password
          </Button>
        </div>
      </form>
    </Section>
  );
}
