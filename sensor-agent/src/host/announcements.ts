import { askMetadata, awsSession, type Cloud, cloudHeaders } from "./metadata.ts";
import {
  type EndsInMs,
  earliest,
  lifecycleEndsInMs,
  maintenanceEndsInMs,
  preemptedEndsInMs,
  scheduledEndsInMs,
  spotEndsInMs,
} from "./termination.ts";

/** One look at what the cloud announces; "unknown" when it did not say. */
export type Look = () => Promise<EndsInMs | "unknown">;

/** Azure's first answer can be slow; a look that takes longer than this said nothing. */
const withinMs = 4_000;
const sessionSeconds = 21_600;

/** How to look, by cloud. `nowMs` is our clock, for clouds that do not tell theirs. */
export const lookers: Record<Cloud, (nowMs: () => number) => Look> = {
  aws: awsLook,
  gcp: gcpLook,
  azure: azureLook,
};

type Heard = EndsInMs | "unknown";

interface Source {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly read: (text: string, nowMs: number) => EndsInMs;
}

/** 404 says that nothing is announced; anything but that and 200 says nothing at all. */
async function hear({ path, headers, read }: Source, nowMs: () => number): Promise<Heard> {
  const answer = await askMetadata(path, { headers, withinMs });
  if (answer?.status === 404) return null;
  if (answer?.status !== 200) return "unknown";
  // Times are compared on the cloud's clock, since ours may be wrong.
  return read(answer.text, answer.dateMs ?? nowMs());
}

async function hearAll(sources: readonly Source[], nowMs: () => number): Promise<Heard> {
  const heard = await Promise.all(sources.map((source) => hear(source, nowMs)));
  const end = earliest(heard.filter((each) => each !== "unknown"));
  return end === null && heard.includes("unknown") ? "unknown" : end;
}

function awsLook(nowMs: () => number): Look {
  const base = "/latest/meta-data";
  let headers: Record<string, string> = {};
  const look = () =>
    hearAll(
      [
        { path: `${base}/spot/instance-action`, headers, read: spotEndsInMs },
        { path: `${base}/autoscaling/target-lifecycle-state`, headers, read: lifecycleEndsInMs },
      ],
      nowMs,
    );
  return async () => {
    const heard = await look();
    if (heard !== "unknown") return heard;
    // The session is over, or was never begun.
    headers = await awsSession(sessionSeconds, withinMs);
    return look();
  };
}

function gcpLook(nowMs: () => number): Look {
  const base = "/computeMetadata/v1/instance";
  const headers = cloudHeaders.gcp;
  return () =>
    hearAll(
      [
        { path: `${base}/preempted`, headers, read: preemptedEndsInMs },
        { path: `${base}/maintenance-event`, headers, read: maintenanceEndsInMs },
      ],
      nowMs,
    );
}

function azureLook(nowMs: () => number): Look {
  const headers = cloudHeaders.azure;
  const namePath = "/metadata/instance/compute/name?api-version=2021-02-01&format=text";
  const path = "/metadata/scheduledevents?api-version=2020-07-01";
  let machine = "";
  return async () => {
    if (machine === "") {
      const answer = await askMetadata(namePath, { headers, withinMs });
      if (answer?.status !== 200) return "unknown";
      machine = answer.text;
    }
    const read = (text: string, atMs: number) => scheduledEndsInMs(text, machine, atMs);
    return hear({ path, headers, read }, nowMs);
  };
}
