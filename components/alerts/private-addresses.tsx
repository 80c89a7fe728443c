"use client";
import { useId, useState } from "react";
import type { Settings } from "../../server/settings/schema.ts";
import { problemText } from "../api/problem.ts";
import { useSaveSettings } from "../settings/use-save-settings.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Switch } from "../ui/switch.tsx";

/** Whether webhooks may lead inside; turning it on is asked twice. */
export function PrivateAddresses({ notifications }: { notifications: Settings["notifications"] }) {
  const id = useId();
  const save = useSaveSettings("Notifications");
  const [isAsking, setAsking] = useState(false);
  const allow = (allowPrivateAddresses: boolean) =>
    save.mutate(
      { notifications: { allowPrivateAddresses } },
      { onSuccess: () => setAsking(false) },
    );
  return (
    <div className="flex items-start gap-3 rounded-lg border p-3.5">
      <Switch
        id={id}
        className="mt-0.5"
        aria-describedby={`${id}-hint`}
        checked={notifications.allowPrivateAddresses}
        onCheckedChange={(isOn) => (isOn ? setAsking(true) : allow(false))}
      />
      <div>
        <label htmlFor={id} className="font-medium text-[0.8125rem]">
          Allow private addresses
        </label>
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          For receivers inside: 10.0.0.0/8, 192.168.0.0/16, loopback and the like, and plain
          http://. While off, names that resolve to such addresses are refused too.
        </p>
      </div>
      {isAsking && (
        <ConfirmDialog
          title="Allow private addresses?"
          action="Allow"
          problem={save.error ? problemText(save.error) : undefined}
          isPending={save.isPending}
          onConfirm={() => allow(true)}
          onClose={() => setAsking(false)}
        >
          <p>
            Every administrator can then make this Console send requests to machines that only it
            reaches: internal services, and the metadata service of a cloud (169.254.169.254).
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}
