"use client";
import { type FormEvent, useState } from "react";
import { type Role, roles } from "../../server/auth/role.ts";
import type { CreateApiKey } from "../../server/auth/schema.ts";
import { Field } from "../ui/field.tsx";
import { Input, NativeSelect } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { daysMax, type KeyLifetime, keyLifetimes, lifetimeSeconds } from "./key-lifetimes.ts";

const roleHints: Record<Role, string> = {
  viewer: "Reads.",
  operator: "Also creates and revokes tokens and edits tags.",
  admin: "Also deletes sensors, changes settings, manages users and keys.",
  provisioner: "Creates enrollment tokens and nothing else: right for pipelines.",
};

interface KeyFormProps {
  id: string;
  problem: string | undefined;
  onSubmit: (input: CreateApiKey) => void;
}

export function KeyForm({ id, problem, onSubmit }: KeyFormProps) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("provisioner");
  const [lifetime, setLifetime] = useState<KeyLifetime>("90");
  const [days, setDays] = useState("");
  const [isAsked, setAsked] = useState(false);
  const ttlSeconds = lifetimeSeconds(lifetime, days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!name.trim() || ttlSeconds === undefined) return;
    onSubmit({ name: name.trim(), role, ...(ttlSeconds === null ? {} : { ttlSeconds }) });
  };
  return (
    <form id={id} noValidate onSubmit={submit} className="grid gap-4">
      {problem && (
        <Notice tone="danger" role="alert" title="No key was created">
          {problem}
        </Notice>
      )}
      <Field
        label="Name"
        hint="What will use it."
        error={isAsked && !name.trim() ? "A key needs a name." : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label="Role" hint={roleHints[role]}>
        {(control) => (
          <NativeSelect
            {...control}
            value={role}
            onChange={({ target }) =>
              setRole(roles.find((known) => known === target.value) ?? role)
            }
          >
            {roles.map((known) => (
              <option key={known}>{known}</option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <Field
        label="Expires after"
        hint={
          lifetime === "none"
            ? "It works until somebody revokes it."
            : "Then it is refused by itself."
        }
      >
        {(control) => (
          <NativeSelect
            {...control}
            value={lifetime}
            onChange={({ target }) =>
              setLifetime(keyLifetimes.find(({ value }) => value === target.value)?.value ?? "90")
            }
          >
            {keyLifetimes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      {lifetime === "custom" && (
        <Field
          label="Days"
          error={
            isAsked && ttlSeconds === undefined
              ? `A whole number from 1 to ${daysMax.toLocaleString("en-US")}.`
              : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              inputMode="numeric"
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </Field>
      )}
    </form>
  );
}
