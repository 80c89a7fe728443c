import { type UserRole, userRoles } from "../../server/users/schema.ts";
import { Field } from "../ui/field.tsx";
import { NativeSelect } from "../ui/input.tsx";

export const roleHints: Readonly<Record<UserRole, string>> = {
  viewer: "Reads everything.",
  operator: "Also deploys, creates and revokes tokens, edits tags.",
  admin: "Also deletes sensors, changes settings, manages users and keys.",
};

interface RoleFieldProps {
  value: UserRole;
  onChange: (role: UserRole) => void;
}

export function RoleField({ value, onChange }: RoleFieldProps) {
  return (
    <Field label="Role" hint={roleHints[value]}>
      {(control) => (
        <NativeSelect
          {...control}
          value={value}
          onChange={({ target }) =>
            onChange(userRoles.find((role) => role === target.value) ?? value)
          }
        >
          {userRoles.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}
