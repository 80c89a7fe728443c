import type { Clock } from "../clock.ts";
import { Exit } from "../exit.ts";
import { describeHost } from "../host/describe.ts";
import { backoffMs } from "../link/backoff.ts";
import { type Answer, post } from "../link/post.ts";
import { problemText } from "../link/problem-text.ts";
import { EnrollResponse, type KubernetesNode } from "../protocol.ts";
import { certificateRequest, newPrivateKey } from "./csr.ts";
import type { Identity, IdentityStore } from "./store.ts";

/** How long enrolling goes on against a Console that does not answer, or says "later". */
const giveUpMs = 90_000;

/** For a Console that does not say what to do. */
const tokenHelp = "Generate a new token in the Console under Sensors > Enrollment Tokens";

export interface Enrollment {
  readonly consoleUrl: string;
  readonly ca: string;
  readonly token: string;
  readonly role: string;
  readonly name: string | undefined;
  readonly tags: string[];
  readonly flavor: "standard" | "telecom";
  readonly clusterName: string | undefined;
  readonly ephemeral: boolean;
  readonly machineId: string | undefined;
  readonly kubernetes: KubernetesNode | undefined;
  readonly removeAfterSeconds: number | undefined;
  /** How long ago the installation began, when this process started. */
  readonly installStartedSecondsAgo: number;
}

/**
 * Makes this host a sensor. The key is kept before it is asked for, so that a repeated command
 * after a lost reply gets the same sensor. A refusal leaves the host without an identity, or with what
 * was set aside.
 * @throws {Exit} refused or unreachable
 */
export async function enroll(
  deps: { store: IdentityStore; clock: Clock; signal: AbortSignal },
  wanted: Enrollment,
): Promise<Identity> {
  const { store } = deps;
  const key = store.pendingKey(newPrivateKey);
  const host = await describeHost();
  deps.signal.throwIfAborted();
  const body = {
    token: wanted.token,
    csr: certificateRequest(key),
    name: wanted.name ?? host.instanceId ?? host.hostname,
    hostname: host.hostname,
    role: wanted.role,
    flavor: wanted.flavor,
    tags: wanted.tags,
    ...(wanted.clusterName ? { clusterName: wanted.clusterName } : {}),
    ...(wanted.ephemeral ? { ephemeral: true } : {}),
    ...(wanted.removeAfterSeconds ? { removeAfterSeconds: wanted.removeAfterSeconds } : {}),
    installStartedSecondsAgo: Math.min(
      86_400,
      Math.round(wanted.installStartedSecondsAgo + process.uptime()),
    ),
    ...(wanted.machineId ? { machineId: wanted.machineId } : {}),
    ...(host.instanceId ? { instanceId: host.instanceId } : {}),
    facts: { ...host.facts, ...(wanted.kubernetes ? { kubernetes: wanted.kubernetes } : {}) },
  };
  const answer = await ask(deps, wanted, body);
  if (answer.status !== 201) {
    if (answer.status < 500 && !store.aside()) store.clear();
    const why = problemText(answer.problem, answer.status, tokenHelp);
    throw new Exit("refused", `The Console refused the enrollment: ${why}`);
  }
  const { certificate, ca, ...answered } = EnrollResponse.parse(answer.body);
  // The token may have decided that, so the Console's word counts.
  const ephemeral = answered.ephemeral ?? wanted.ephemeral;
  const config = { ...answered, consoleUrl: wanted.consoleUrl, ephemeral };
  const identity = { config, ca, certificate, key };
  store.write(identity, wanted.token);
  return identity;
}

/** Asks until there is an answer that waiting would not change. */
async function ask(
  { clock, signal }: { clock: Clock; signal: AbortSignal },
  wanted: Enrollment,
  body: unknown,
): Promise<Answer> {
  const url = new URL("/api/v1/sensor/enroll", wanted.consoleUrl);
  const until = clock.nowMs() + giveUpMs;
  for (let attempt = 1; ; attempt++) {
    const nowMs = clock.nowMs();
    const answer = await post(url, body, { ca: wanted.ca, nowMs, signal }).catch(
      (error: Error) => error,
    );
    const isFinal = !(answer instanceof Error) && answer.status !== 429 && answer.status < 500;
    if (isFinal) return answer;
    const waitMs = backoffMs(
      attempt,
      Math.random(),
      answer instanceof Error ? 0 : answer.retryAfterMs,
    );
    if (signal.aborted || clock.nowMs() + waitMs > until || isCertificateFault(answer)) {
      const why =
        answer instanceof Error ? answer.message : problemText(answer.problem, answer.status);
      throw new Exit(
        "unreachable",
        `${wanted.consoleUrl} does not enroll this host: ${why.replace(/\.$/, "")}. Check the URL, port and firewall, and run the command again.`,
      );
    }
    await clock.sleep(waitMs, signal);
  }
}

/** A Console that is not the one we trust does not become it by waiting. */
function isCertificateFault(answer: Answer | Error): boolean {
  const code = answer instanceof Error ? (answer as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && /CERT|SELF_SIGNED|ERR_TLS/.test(code);
}
