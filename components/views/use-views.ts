"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import type { View } from "../../server/views/schema.ts";
import { aloneOnTheWire } from "../api/links.ts";
import { type ApiError, problemText } from "../api/problem.ts";
import { useReadAgain } from "../api/read-again.ts";
import { useTRPC } from "../api/trpc.ts";

export function useViews() {
  const trpc = useTRPC();
  return useQuery(
    trpc.views.list.queryOptions(undefined, { staleTime: 60_000, ...aloneOnTheWire }),
  );
}

const failed = (what: string) => (error: ApiError) =>
  toast.error(what, { description: problemText(error) });

/** What can be done to a view from its menu, each told by a toast. */
export function useViewActions() {
  const trpc = useTRPC();
  const readAgain = useReadAgain();
  const onSettled = () => readAgain("views");
  const options = { onSettled };
  const update = useMutation(trpc.views.update.mutationOptions(options));
  const create = useMutation(trpc.views.create.mutationOptions(options));
  const remove = useMutation(trpc.views.delete.mutationOptions(options));
  const setDefault = useMutation(trpc.views.setDefault.mutationOptions(options));

  /** The same view again; its id is another one. */
  const restore = ({ name, state, isShared, isDefault }: View) =>
    create.mutate(
      { name, state, isShared },
      {
        onSuccess: ({ id }) => {
          toast.success(`View ${name} is back`);
          if (isDefault) setDefault.mutate({ id });
        },
        onError: failed(`View ${name} could not be brought back`),
      },
    );
  return {
    replace: (view: View, state: View["state"]) =>
      update.mutate(
        { id: view.id, state },
        {
          onSuccess: () =>
            toast.success(`View ${view.name} updated`, {
              action: {
                label: "Undo",
                onClick: () => update.mutate({ id: view.id, state: view.state }),
              },
            }),
          onError: failed(`View ${view.name} was not updated`),
        },
      ),
    share: (view: View, isShared: boolean) =>
      update.mutate(
        { id: view.id, isShared },
        {
          onSuccess: () =>
            toast.success(
              isShared ? `Everybody sees ${view.name} now` : `${view.name} is yours alone now`,
            ),
          onError: failed(`${view.name} stays as it was`),
        },
      ),
    remove: (view: View, onDone: () => void) =>
      remove.mutate(
        { id: view.id },
        {
          onSuccess: () => {
            onDone();
            toast.success(`View ${view.name} deleted`, {
              action: { label: "Undo", onClick: () => restore(view) },
            });
          },
          onError: failed(`View ${view.name} was not deleted`),
        },
      ),
    setDefault: (view: View, isDefault: boolean) =>
      setDefault.mutate(
        { id: isDefault ? view.id : null },
        {
          onSuccess: () =>
            toast.success(
              isDefault ? `Sensors opens with ${view.name}` : "Sensors opens with all sensors",
            ),
          onError: failed("The default stays as it was"),
        },
      ),
  };
}
