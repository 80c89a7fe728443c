"use client";
import { useEffect, useState } from "react";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type Invite, openInvite, Refusal } from "./calls.ts";
import { InviteForm } from "./invite-form.tsx";

type Opened =
  | { state: "opening" }
  | { state: "refused"; why: string }
  | { state: "open"; secret: string; invite: Invite };

/** Reads the secret that only the browser has, and asks what it is for. */
export function AcceptInvite() {
  const [opened, setOpened] = useState<Opened>({ state: "opening" });
  useEffect(() => {
    const open = async () => {
      const secret = window.location.hash.slice(1);
      try {
        setOpened({ state: "open", secret, invite: await openInvite(secret) });
      } catch (error) {
        const why = error instanceof Refusal ? error.message : "The link is not whole.";
        setOpened({ state: "refused", why });
      }
    };
    void open();
    // Another link that is put into the same tab is another invite.
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
  if (opened.state === "opening") return <Skeleton className="h-56" />;
  if (opened.state === "refused") {
    return (
      <Notice tone="danger" role="alert" title="This link does not work">
        {opened.why}
      </Notice>
    );
  }
  return <InviteForm secret={opened.secret} invite={opened.invite} />;
}
