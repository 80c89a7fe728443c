"use client";
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import type { UserView } from "../../server/users/schema.ts";
import { useMe } from "../shell/me.tsx";
import { Table, Td, Th, Tr } from "../table/table.tsx";
import { RelativeTime } from "../time/time.tsx";
import { UserActions } from "./user-actions.tsx";

export function UserTable({ users }: { users: readonly UserView[] }) {
  const me = useMe();
  return (
    <div className="overflow-hidden rounded-lg border">
      <Table label="Users">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th className="hidden w-24 sm:table-cell">Role</Th>
            <Th className="hidden w-24 md:table-cell">Two-factor</Th>
            <Th className="hidden w-32 md:table-cell">Last sign-in</Th>
            <Th className="hidden w-24 sm:table-cell">State</Th>
            <Th className="w-20">
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} isMe={user.id === me.id} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function UserRow({ user, isMe }: { user: UserView; isMe: boolean }) {
  const { name, email, role, twoFactor, lastSignInAt, state } = user;
  return (
    <Tr>
      <Td className="py-2">
        <span className="block truncate font-medium">
          {name}
          {isMe && <span className="font-normal text-ink-muted"> (you)</span>}
        </span>
        {name !== email && <span className="block truncate text-ink-muted text-xs">{email}</span>}
        <span className="block text-ink-muted text-xs sm:hidden">
          {role}
          {state === "disabled" && <span className="text-danger"> · disabled</span>}
        </span>
        {user.signsInBy.includes("single_sign_on") && (
          <span className="block text-ink-muted text-xs">single sign-on</span>
        )}
      </Td>
      <Td className="hidden sm:table-cell">{role}</Td>
      <Td className="hidden md:table-cell">
        {twoFactor ? (
          <span className="inline-flex items-center gap-1">
            <ShieldCheck aria-hidden className="size-4 text-healthy" />
            on
          </span>
        ) : (
          <span className="text-ink-muted">off</span>
        )}
      </Td>
      <Td className="hidden md:table-cell">
        {lastSignInAt ? (
          <RelativeTime at={lastSignInAt} />
        ) : (
          <span className="text-ink-muted">never</span>
        )}
      </Td>
      <Td className="hidden sm:table-cell">
        {state === "disabled" ? <span className="text-danger">disabled</span> : "enabled"}
      </Td>
      <Td className="text-right">
        {isMe ? (
          <Link href="/account" className="text-accent text-xs underline-offset-4 hover:underline">
            Account
          </Link>
        ) : (
          <UserActions user={user} />
        )}
      </Td>
    </Tr>
  );
}
