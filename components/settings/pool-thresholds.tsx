"use client";
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type Control, Controller, useFieldArray } from "react-hook-form";
import { poolTag } from "../../server/pools/key.ts";
import type { Settings } from "../../server/settings/schema.ts";
import { useTRPC } from "../api/trpc.ts";
import { FacetFilter } from "../table/facet-filter.tsx";
import { DurationInput } from "../time/duration-input.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";

/** More pools than this are found by typing. */
const offered = 500;

/** What people call a pool; one that is not in the list by its key. */
export function usePoolName(): { keys: string[] | undefined; nameOf: (key: string) => string } {
  const trpc = useTRPC();
  const pools = useQuery(trpc.pools.list.queryOptions({ limit: offered })).data?.items;
  const labels = new Map(pools?.map(({ key, label }) => [key, label]));
  const nameOf = (key: string) => labels.get(key) ?? poolTag(key) ?? key;
  return { keys: pools?.map(({ key }) => key), nameOf };
}

interface PoolThresholdsProps {
  control: Control<Settings["status"]>;
  /** What a pool begins with when it gets a threshold of its own. */
  staleAfterSeconds: number;
}

/** Pools whose sensors may be silent for longer, or shorter, than the others. */
export function PoolThresholds({ control, staleAfterSeconds }: PoolThresholdsProps) {
  const { fields, append, remove } = useFieldArray({ control, name: "pools" });
  const { keys, nameOf } = usePoolName();
  const taken = new Set(fields.map(({ pool }) => pool));
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 font-medium text-[0.8125rem]">
        Pools with a threshold of their own
      </legend>
      {fields.length > 0 && (
        <ul className="divide-y rounded-lg border">
          {fields.map((row, index) => (
            <li key={row.id} className="flex items-start justify-between gap-3 px-3.5 py-2.5">
              <Controller
                name={`pools.${index}.staleAfterSeconds`}
                control={control}
                render={({ field, fieldState }) => (
                  <Field
                    label={
                      <span className="break-words">
                        {nameOf(row.pool)}{" "}
                        <span className="font-normal text-ink-muted">is stale after</span>
                      </span>
                    }
                    error={fieldState.error?.message}
                  >
                    {(id) => (
                      <DurationInput control={id} seconds={field.value} onChange={field.onChange} />
                    )}
                  </Field>
                )}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove the threshold of ${nameOf(row.pool)}`}
                onClick={() => remove(index)}
              >
                <Trash2 aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <FacetFilter
          label="Add pool"
          options={keys?.filter((key) => !taken.has(key))}
          chosen={[]}
          nameOf={nameOf}
          onChoose={([pool]) => pool && append({ pool, staleAfterSeconds })}
        />
        <p className="text-ink-muted text-xs">
          {fields.length === 0 && "None: every sensor follows the threshold above."}
        </p>
      </div>
    </fieldset>
  );
}
