import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { Panel } from "../ui/panel.tsx";
import type { Sensor } from "./sensor-header.tsx";

type Runtime = Sensor["runtime"];

const loaderWords: Record<string, string> = {
  running: "Loader running",
  restarting: "Loader restarting",
  unavailable: "Loader unavailable",
};

export function ProgramsPanel({ runtime }: { runtime: Runtime }) {
  const { loader, programs = [] } = runtime;
  return (
    <Panel title="eBPF programs" actions={loader && <LoaderState loader={loader} />}>
      {loader?.detail && <p className="mb-3 text-ink-muted">{loader.detail}</p>}
      {programs.length === 0 ? (
        <p className="text-ink-muted">The sensor has not reported its programs yet.</p>
      ) : (
        <ul className="grid gap-x-6 sm:grid-cols-2">
          {programs.map(({ name, state, detail }) => (
            <li key={name} className="grid gap-0.5 py-1.5">
              <span className="flex items-center gap-2">
                <StateIcon isGood={state === "attached"} />
                <code className="truncate font-mono text-[0.8125rem]">{name}</code>
                <span className="ml-auto text-ink-muted">{state}</span>
              </span>
              {detail && <span className="break-words pl-6 text-danger text-xs">{detail}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function LoaderState({ loader }: { loader: NonNullable<Runtime["loader"]> }) {
  const isRestarting = loader.state === "restarting";
  return (
    <span className="flex items-center gap-1.5 text-ink-muted">
      {isRestarting ? (
        <LoaderCircle aria-hidden className="size-4 text-degraded" />
      ) : (
        <StateIcon isGood={loader.state === "running"} />
      )}
      {loaderWords[loader.state] ?? loader.state}
      {loader.restarts > 0 &&
        `, ${loader.restarts} ${loader.restarts === 1 ? "restart" : "restarts"}`}
    </span>
  );
}

function StateIcon({ isGood }: { isGood: boolean }) {
  return isGood ? (
    <CircleCheck aria-hidden className="size-4 shrink-0 text-healthy" />
  ) : (
    <CircleX aria-hidden className="size-4 shrink-0 text-offline" />
  );
}
