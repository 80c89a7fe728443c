"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Settings } from "../../server/settings/schema.ts";
import { AddWebhookDialog } from "../alerts/add-webhook-dialog.tsx";
import { DeliveryLog } from "../alerts/delivery-log.tsx";
import { PrivateAddresses } from "../alerts/private-addresses.tsx";
import { WebhookRow } from "../alerts/webhook-row.tsx";
import { useTRPC } from "../api/trpc.ts";
import { FailedState } from "../table/failed-state.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Section } from "./section.tsx";
import { WithSettings } from "./with-settings.tsx";

/** Who hears of alerts. For administrators only: a webhook's URL is a secret. */
export function NotificationsSection() {
  return <WithSettings>{(settings) => <NotificationsForm settings={settings} />}</WithSettings>;
}

function NotificationsForm({ settings }: { settings: Settings }) {
  const trpc = useTRPC();
  const webhooks = useQuery(trpc.webhooks.list.queryOptions({}));
  const [isAdding, setAdding] = useState(false);
  const items = webhooks.data?.items;
  return (
    <Section
      title="Notifications"
      description="Webhooks that hear of alerts: chat channels, on-call services, programs."
    >
      <div className="grid gap-5">
        {webhooks.isPending && <Skeleton className="h-28" />}
        {webhooks.isError && !items && (
          <FailedState
            what="The webhooks"
            error={webhooks.error}
            onRetry={() => webhooks.refetch()}
          />
        )}
        {items?.length === 0 && (
          <p className="text-ink-muted">
            Nobody hears of alerts yet. Add a webhook, then send it a test.
          </p>
        )}
        {items && items.length > 0 && (
          <ul className="divide-y rounded-lg border">
            {items.map((webhook) => (
              <WebhookRow key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        )}
        <div>
          <Button onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            Add webhook
          </Button>
        </div>
        {items && items.length > 0 && <DeliveryLog />}
        <PrivateAddresses notifications={settings.notifications} />
      </div>
      {isAdding && <AddWebhookDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
