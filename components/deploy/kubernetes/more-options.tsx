"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { DeployChange } from "../deploy-params.ts";
import { type ClusterChoice, type ClusterProblems, clusterDefaults } from "./choice.ts";
import { TextField } from "./text-field.tsx";

interface MoreOptionsProps {
  choice: ClusterChoice;
  problems: ClusterProblems;
  onChange: (change: DeployChange) => void;
}

const isUsual = (choice: ClusterChoice) =>
  choice.namespace === clusterDefaults.namespace &&
  choice.release === clusterDefaults.release &&
  !choice.proxy &&
  !choice.image;

/** What few clusters need to change. Open when something in it is changed or wrong. */
export function MoreOptions({ choice, problems, onChange }: MoreOptionsProps) {
  const [isOpened, setOpened] = useState(() => !isUsual(choice));
  const { namespace, release, proxy, noProxy, image } = problems;
  const isWrong = [namespace, release, proxy, noProxy, image].some(Boolean);
  return (
    <details
      open={isOpened || isWrong}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
      className="group border-t pt-4"
    >
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1.5 rounded font-medium hover:text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        Namespace, proxy, registry
      </summary>
      <div className="mt-4 grid gap-x-6 gap-y-4 lg:grid-cols-2">
        <TextField
          label="Namespace"
          error={namespace}
          value={choice.namespace}
          onChange={(next) => onChange({ namespace: next })}
        />
        <TextField
          label="Release name"
          error={release}
          value={choice.release}
          onChange={(next) => onChange({ release: next })}
        />
        <TextField
          label="HTTP proxy"
          hint="When nodes reach this Console through one."
          error={proxy}
          value={choice.proxy}
          placeholder="http://proxy.example.com:8080"
          onChange={(next) => onChange({ proxy: next })}
        />
        <TextField
          label="No proxy for"
          hint="Counts with a proxy only."
          error={noProxy}
          value={choice.noProxy}
          onChange={(next) => onChange({ noProxy: next })}
        />
        <TextField
          label="Image repository"
          hint="A copy in your own registry. Empty: this Console serves the image."
          error={image}
          value={choice.image}
          placeholder="registry.example.com/telovix/sensor"
          onChange={(next) => onChange({ image: next })}
        />
      </div>
    </details>
  );
}
