"use client";
import { SwitchField } from "./switch-field.tsx";
import { TextField } from "./text-field.tsx";

export function PeopleFields() {
  return (
    <fieldset className="grid gap-4 border-t pt-4">
      <legend className="float-left font-medium">Who comes in</legend>
      <TextField
        name="emailDomains"
        label="E-mail domains"
        hint="Separated by commas. Empty: every domain that the provider vouches for."
      />
      <SwitchField
        name="createsUsers"
        label="Create users"
        hint="Off: only who was invited before comes in."
      />
      <SwitchField
        name="trustsEmail"
        label="The provider verifies every e-mail address"
        hint="For those that do not say so (email_verified), as Entra ID."
      />
    </fieldset>
  );
}
