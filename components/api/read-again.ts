"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

type Area =
  | "sensors"
  | "attempts"
  | "pools"
  | "admission"
  | "departed"
  | "jobs"
  | "lifecycle"
  | "tokens"
  | "license"
  | "settings"
  | "audit"
  | "views"
  | "webhooks"
  | "apiKeys"
  | "account"
  | "users"
  | "invites"
  | "singleSignOn";

/** Marks all that was read of an area as old, so that what is on screen is read again. */
export function useReadAgain() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (area: Area) => void queryClient.invalidateQueries(trpc[area].pathFilter());
}
