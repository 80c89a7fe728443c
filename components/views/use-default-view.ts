"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import type { SensorListParams } from "../sensors/search-params.ts";
import { useViews } from "./use-views.ts";
import { paramsOf } from "./view-state.ts";

/**
 * Opens the reader's default view where the address asks for nothing. Only when the page opens: who
 * clears the filters wants all sensors. False until it is known what the list shall show.
 */
export function useDefaultView({ change }: SensorListParams): boolean {
  const isEmpty = useSearchParams().size === 0;
  const [isDecided, setDecided] = useState(!isEmpty);
  const views = useViews();
  useEffect(() => {
    if (isDecided || views.isPending) return;
    const view = views.data?.items.find(({ isDefault }) => isDefault);
    if (view) change(paramsOf(view), "replace");
    setDecided(true);
  }, [isDecided, views.isPending, views.data, change]);
  return isDecided;
}
