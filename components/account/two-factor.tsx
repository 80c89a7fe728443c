"use client";
import { ShieldCheck, ShieldOff } from "lucide-react";
import { useState } from "react";
import { Section } from "../settings/section.tsx";
import { Button } from "../ui/button.tsx";
import { BackupCodes } from "./backup-codes.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { SetUpTwoFactor } from "./set-up-two-factor.tsx";
import { backupCodesOf, leaveTwoFactor } from "./two-factor-calls.ts";

type Open = "set-up" | "codes" | "leave" | null;

/** A code beside the password: on, off, new backup codes. */
export function TwoFactor({ isOn }: { isOn: boolean }) {
  const [open, setOpen] = useState<Open>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => setOpen(null);
  // The whole page again: who one is comes with it.
  const reload = () => window.location.reload();
  return (
    <Section
      title="Two-factor authentication"
      description="Signing in takes a code from your phone, too."
      help={{ page: "users", heading: "two-factor-authentication" }}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <p className="flex items-center gap-2">
          {isOn ? (
            <ShieldCheck aria-hidden className="size-5 text-healthy" />
          ) : (
            <ShieldOff aria-hidden className="size-5 text-ink-muted" />
          )}
          {isOn ? "On" : "Off: the password alone lets you in."}
        </p>
        <div className="flex flex-wrap gap-2">
          {isOn ? (
            <>
              <Button onClick={() => setOpen("codes")}>New backup codes</Button>
              <Button variant="danger-outline" onClick={() => setOpen("leave")}>
                Turn off
              </Button>
            </>
          ) : (
            <Button variant="primary" onClick={() => setOpen("set-up")}>
              Set up
            </Button>
          )}
        </div>
      </div>
      {open === "set-up" && <SetUpTwoFactor onDone={reload} onClose={close} />}
      {open === "codes" && !codes && (
        <PasswordDialog
          title="New backup codes"
          action="Make new codes"
          ask={async (password) => setCodes(await backupCodesOf(password))}
          onClose={close}
        >
          The old ones stop working.
        </PasswordDialog>
      )}
      {codes && (
        <BackupCodes
          codes={codes}
          onClose={() => {
            setCodes(null);
            close();
          }}
        />
      )}
      {open === "leave" && (
        <PasswordDialog
          title="Turn off two-factor authentication?"
          action="Turn off"
          isDangerous
          ask={async (password) => {
            await leaveTwoFactor(password);
            reload();
          }}
          onClose={close}
        >
          The password alone lets you in then. Secret and backup codes are deleted.
        </PasswordDialog>
      )}
    </Section>
  );
}
