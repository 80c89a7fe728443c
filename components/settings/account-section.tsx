"use client";
import { LogOut } from "lucide-react";
import { useMe } from "../shell/me.tsx";
import { signOut } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Facts } from "../ui/facts.tsx";
import { ChangePassword } from "./change-password.tsx";
import { Section } from "./section.tsx";

const roleTexts: Record<string, string> = {
  viewer: "viewer: reads everything",
  operator: "operator: also tokens, tags, deploying",
  admin: "admin: also deletes sensors, settings, keys",
};

export function AccountSection() {
  const me = useMe();
  return (
    <Section title="Account" description="Who you are here.">
      <div className="grid gap-5">
        <Facts
          facts={[
            { label: "Signed in as", value: me.name },
            { label: "Role", value: roleTexts[me.role ?? ""] ?? me.role ?? "none" },
          ]}
        />
        <ChangePassword />
        <div className="border-t pt-4">
          <Button onClick={signOut}>
            <LogOut aria-hidden />
            Sign out
          </Button>
        </div>
      </div>
    </Section>
  );
}
