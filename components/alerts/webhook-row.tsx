"use client";
import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { toast } from "sonner";
import { alertKinds, type TestResult, type WebhookView } from "../../server/alerts/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { Notice } from "../ui/notice.tsx";
import { Switch } from "../ui/switch.tsx";
import { alertLooks } from "./alert-kinds.ts";
import { DeliveryState } from "./delivery-state.tsx";
import { formatLooks } from "./webhook-formats.ts";
import { WebhookMenu } from "./webhook-menu.tsx";

export function WebhookRow({ webhook }: { webhook: WebhookView }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const test = useMutation(trpc.webhooks.test.mutationOptions());
  const { name, format, host, isEnabled, lastDelivery } = webhook;
  const { icon: Icon, word } = formatLooks[format];
  const toggle = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSettled: () => readAgain("webhooks"),
      onError: (error) => toast.error(problemText(error)),
    }),
  );
  return (
    <li className="grid gap-3 px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span
          className={cn(
            "grid size-9 shrink-0 place-items-center rounded-lg border bg-sunken text-ink-muted",
            !isEnabled && "opacity-60",
          )}
        >
          <Icon aria-hidden className="size-4.5" />
        </span>
        <div className={cn("min-w-0 flex-1", !isEnabled && "text-ink-muted")}>
          <p className="truncate font-medium">{name}</p>
          <p className="truncate text-ink-muted text-xs">
            {word} to <span className="font-mono">{host}</span>
          </p>
        </div>
        <div className="flex items-center gap-1.5">
          <Switch
            className="mr-1.5"
            aria-label={`${name} is on`}
            checked={toggle.isPending ? !isEnabled : isEnabled}
            onCheckedChange={(isOn) => toggle.mutate({ id: webhook.id, isEnabled: isOn })}
          />
          <Button
            size="sm"
            pending={test.isPending}
            onClick={() => test.mutate({ id: webhook.id })}
          >
            <Send aria-hidden />
            <span className="max-sm:sr-only">Test</span>
            <span className="sr-only">{name}</span>
          </Button>
          <WebhookMenu webhook={webhook} />
        </div>
      </div>
      <div className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-ink-muted text-xs sm:pl-12">
        <p>{wanted(webhook)}</p>
        {!isEnabled && <p>Off: alerts pass it by.</p>}
        {isEnabled && lastDelivery && (
          <p className="flex items-center gap-1.5">
            <DeliveryState state={lastDelivery.state} hasError={lastDelivery.error !== null} />
            <RelativeTime at={lastDelivery.at} />
          </p>
        )}
        {isEnabled && !lastDelivery && <p>Nothing sent yet.</p>}
      </div>
      {test.data && <Tested result={test.data} />}
      {test.error && (
        <Notice tone="danger" role="alert" title="The test was not sent">
          {problemText(test.error)}
        </Notice>
      )}
    </li>
  );
}

function wanted({ alerts }: WebhookView): string {
  if (alerts.length === alertKinds.length) return "All alerts";
  return alerts.map((kind) => alertLooks[kind].word).join(", ");
}

function Tested({ result }: { result: TestResult }) {
  const { isDelivered, status, error, durationMs } = result;
  if (!isDelivered) {
    return (
      <Notice tone="danger" role="alert" title="The test did not arrive">
        <span className="break-words">{error}</span>
      </Notice>
    );
  }
  return (
    <Notice tone="success" role="status">
      The test arrived: HTTP {status} after {durationMs} ms.
    </Notice>
  );
}
