"use client";
import { useMutation } from "@tanstack/react-query";
import { FormProvider, useForm } from "react-hook-form";
import { toast } from "sonner";
import { type SingleSignOnView, UpdateSingleSignOn } from "../../server/single-sign-on/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { plainProblem } from "../form/plain-problem.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { type FormValues, formValues, updateOf } from "./form-values.ts";
import { PeopleFields } from "./people-fields.tsx";
import { ProviderFields } from "./provider-fields.tsx";
import { RoleFields } from "./role-fields.tsx";
import { SwitchField } from "./switch-field.tsx";

export function SingleSignOnForm({ config }: { config: SingleSignOnView }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const form = useForm<FormValues>({ defaultValues: formValues(config) });
  const save = useMutation(
    trpc.singleSignOn.update.mutationOptions({
      onSuccess: ({ isEnabled, label }) => {
        readAgain("singleSignOn");
        toast.success(
          isEnabled ? `People can sign in with ${label}` : "Saved; single sign-on is off",
        );
      },
    }),
  );
  const submit = form.handleSubmit((values) => {
    const update = UpdateSingleSignOn.safeParse(updateOf(values), { error: plainProblem });
    if (update.success) return save.mutate(update.data);
    for (const { path, message } of update.error.issues) {
      const name = fieldOf(path);
      if (name) form.setError(name, { message });
    }
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        {save.error && (
          <Notice tone="danger" role="alert" title="Nothing was saved">
            {problemText(save.error)}
          </Notice>
        )}
        <div>
          <p className="font-medium text-[0.8125rem]">Callback URL</p>
          <p className="flex items-center gap-1">
            <code className="min-w-0 break-all font-mono text-xs">{config.callbackUrl}</code>
            <CopyButton value={config.callbackUrl} label="Copy callback URL" />
          </p>
          <p className="text-ink-muted text-xs">
            Register a confidential web client at the provider with it as the redirect URI.
          </p>
        </div>
        <ProviderFields hasSecret={config.hasClientSecret} />
        <PeopleFields />
        <RoleFields />
        <SwitchField
          name="isEnabled"
          label="Offer it on the sign-in page"
          hint="Turning it off ends no session."
        />
        <div>
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

/** The field of the form that a path of the schema is edited in. */
function fieldOf([first, second]: readonly PropertyKey[]): keyof FormValues | null {
  const name = String(first === "roleValues" ? second : first);
  return isField(name) ? name : null;
}

const fields: Readonly<Record<keyof FormValues, true>> = {
  ...{ isEnabled: true, label: true, issuer: true, clientId: true, clientSecret: true },
  ...{ scopes: true, emailDomains: true, createsUsers: true, trustsEmail: true },
  ...{ roleClaim: true, admin: true, operator: true, viewer: true, defaultRole: true },
  caCertificate: true,
};
const isField = (name: string): name is keyof FormValues => Object.hasOwn(fields, name);
