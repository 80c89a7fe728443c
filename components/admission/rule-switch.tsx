"use client";
import { useState } from "react";
import type { Rule } from "../../server/admission/schema.ts";
import { problemText } from "../api/problem.ts";
import { useMay } from "../shell/me.tsx";
import { Switch } from "../ui/switch.tsx";
import { EverywhereDialog } from "./everywhere-dialog.tsx";
import { isNewlyEverywhere } from "./rule-values.ts";
import { useSetEnabled } from "./use-set-enabled.ts";

/** On or off, at once; asks first when pods could be refused everywhere. Who may not change it reads it. */
export function RuleSwitch({ rule }: { rule: Rule }) {
  const mayChange = useMay("administer");
  const [isAsking, setAsking] = useState(false);
  const set = useSetEnabled();
  const { id, name, enabled } = rule;
  if (!mayChange) return <span className="text-ink-muted">{enabled ? "On" : "Off"}</span>;
  const write = (isOn: boolean) =>
    set.mutate({ id, enabled: isOn }, { onSuccess: () => setAsking(false) });
  const toggle = (isOn: boolean) =>
    isNewlyEverywhere(rule, { ...rule, enabled: isOn }) ? setAsking(true) : write(isOn);
  return (
    <>
      <Switch
        aria-label={`${name} is on`}
        className="relative z-10"
        checked={set.isPending ? set.variables.enabled : enabled}
        onCheckedChange={toggle}
      />
      {isAsking && (
        <EverywhereDialog
          rule={rule}
          problem={set.error ? problemText(set.error) : undefined}
          isPending={set.isPending}
          onConfirm={() => write(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
