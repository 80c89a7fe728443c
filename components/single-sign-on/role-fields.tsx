"use client";
import { useFormContext } from "react-hook-form";
import { userRoles } from "../../server/users/schema.ts";
import { Field } from "../ui/field.tsx";
import { NativeSelect } from "../ui/input.tsx";
import type { FormValues } from "./form-values.ts";
import { TextField } from "./text-field.tsx";

export function RoleFields() {
  const { register, watch, formState } = useFormContext<FormValues>();
  const claim = watch("roleClaim").trim();
  return (
    <fieldset className="grid gap-4 border-t pt-4">
      <legend className="float-left font-medium">Roles</legend>
      <TextField
        name="roleClaim"
        label="Claim that decides"
        hint="As in groups. Then it decides at every sign-in. Empty: roles are given here, under Users."
      />
      {claim !== "" && (
        <div className="grid gap-4 sm:grid-cols-3">
          {[...userRoles].reverse().map((role) => (
            <TextField
              key={role}
              name={role}
              label={`Values for ${role}`}
              hint="Separated by commas."
            />
          ))}
        </div>
      )}
      <Field
        label={claim === "" ? "Role of new users" : "Role without a value that counts"}
        error={formState.errors.defaultRole?.message}
      >
        {(control) => (
          <NativeSelect {...control} {...register("defaultRole")}>
            {userRoles.map((role) => (
              <option key={role} value={role}>
                {role}
              </option>
            ))}
            <option value="none">No access</option>
          </NativeSelect>
        )}
      </Field>
    </fieldset>
  );
}
