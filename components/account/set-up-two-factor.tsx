"use client";
import { useState } from "react";
import { BackupCodes } from "./backup-codes.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { ScanDialog } from "./scan-dialog.tsx";
import { beginTwoFactor } from "./two-factor-calls.ts";

interface SetUpProps {
  /** It is on, and the backup codes were seen. */
  onDone: () => void;
  onClose: () => void;
}

/** Password, then the key and a first code of it, then the backup codes. */
export function SetUpTwoFactor({ onDone, onClose }: SetUpProps) {
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginTwoFactor>> | null>(null);
  const [isOn, setOn] = useState(false);
  if (!begun) {
    return (
      <PasswordDialog
        title="Set up two-factor authentication"
        action="Continue"
        ask={async (password) => setBegun(await beginTwoFactor(password))}
        onClose={onClose}
      >
        You need an authenticator app on your phone.
      </PasswordDialog>
    );
  }
  if (isOn) return <BackupCodes codes={begun.codes} onClose={onDone} />;
  return <ScanDialog uri={begun.uri} onConfirmed={() => setOn(true)} onClose={onClose} />;
}
