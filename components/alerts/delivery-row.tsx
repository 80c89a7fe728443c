"use client";
import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { toast } from "sonner";
import type { DeliveryView } from "../../server/alerts/schema.ts";
import { problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";
import { RelativeTime } from "../time/time.tsx";
import { Button } from "../ui/button.tsx";
import { DeliveryState } from "./delivery-state.tsx";

export function DeliveryRow({ delivery }: { delivery: DeliveryView }) {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const again = useMutation(
    trpc.webhooks.redeliver.mutationOptions({
      onSettled: () => readAgain("webhooks"),
      onError: (error) => toast.error(problemText(error)),
    }),
  );
  const { state, error, alert, webhook, createdAt } = delivery;
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-2.5 max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <span className="py-1.5 max-sm:col-span-2 max-sm:py-0">
        <DeliveryState state={state} hasError={error !== null} />
      </span>
      <div className="min-w-0 py-1.5">
        <p className="line-clamp-2 break-words" title={alert.title}>
          {alert.title}
        </p>
        <p className="text-ink-muted text-xs">
          {webhook.name} · <RelativeTime at={createdAt} />
          <Tries delivery={delivery} />
        </p>
        {error && <p className="mt-0.5 break-words text-danger text-xs">{error}</p>}
      </div>
      <Button
        variant="ghost"
        size="sm"
        pending={again.isPending}
        onClick={() => again.mutate({ id: delivery.id })}
      >
        <RotateCw aria-hidden />
        {state === "delivered" ? "Send again" : "Try now"}
        <span className="sr-only">{alert.title}</span>
      </Button>
    </li>
  );
}

function Tries({ delivery: { state, attempts, nextAt } }: { delivery: DeliveryView }) {
  if (state === "pending" && nextAt) {
    return (
      <>
        {attempts > 0 && ` · ${tries(attempts)}`} · next <RelativeTime at={nextAt} />
      </>
    );
  }
  if (state === "pending") return " · being sent";
  return attempts > 1 ? ` · ${tries(attempts)}` : null;
}

const tries = (count: number) => (count === 1 ? "1 try" : `${count} tries`);
