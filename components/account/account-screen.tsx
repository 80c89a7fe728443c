"use client";
import { LogOut } from "lucide-react";
import { Section } from "../settings/section.tsx";
import { useMe } from "../shell/me.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { signOut } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Facts } from "../ui/facts.tsx";
import { ChangePassword } from "./change-password.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { TwoFactor } from "./two-factor.tsx";

const roleTexts: Record<string, string> = {
  viewer: "viewer: reads everything",
  operator: "operator: also tokens, tags, deploying",
  admin: "admin: also deletes sensors, settings, users, keys",
};

/** What one may change about oneself. */
export function AccountScreen() {
  const me = useMe();
  return (
    <>
      <PageHeader
        title="Account"
        description="Who you are here, and how you sign in."
        help={{ page: "users", heading: "your-own-account" }}
        actions={
          <Button onClick={signOut}>
            <LogOut aria-hidden />
            Sign out
          </Button>
        }
      />
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
        <Section title="You" description="An administrator changes name and role.">
          <Facts
            facts={[
              { label: "Name", value: me.name },
              { label: "E-mail", value: me.email ?? "none" },
              { label: "Role", value: roleTexts[me.role ?? ""] ?? me.role ?? "none" },
            ]}
          />
        </Section>
        {me.hasPassword ? (
          <>
            <ChangePassword />
            <TwoFactor isOn={me.twoFactor} />
          </>
        ) : (
          <Section title="Sign-in" description="You come through single sign-on.">
            <p className="text-ink-muted">
              Password and second factor are your identity provider’s matter.
            </p>
          </Section>
        )}
        <OwnSessions />
      </div>
    </>
  );
}
