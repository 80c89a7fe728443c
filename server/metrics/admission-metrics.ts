import { Counter, Histogram, type Registry } from "prom-client";

const outcomes = ["allowed", "warned", "denied", "error", "default"] as const;

/** What a console counts of the reviews that it answered. */
export interface AdmissionMetrics {
  reviewed(outcome: (typeof outcomes)[number], seconds: number): void;
  /** Decisions that found no room in the log. */
  dropped(count: number): void;
}

export function makeAdmissionMetrics(register: Registry): AdmissionMetrics {
  const registers = [register];
  const reviews = new Counter({
    name: "telovix_admission_reviews_total",
    help: "Admission reviews by what was answered; default: not understood, or of no known cluster",
    labelNames: ["outcome"],
    registers,
  });
  for (const outcome of outcomes) reviews.inc({ outcome }, 0);
  const durations = new Histogram({
    name: "telovix_admission_review_duration_seconds",
    help: "Time to judge an admission review once its body is read",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
    registers,
  });
  const dropped = new Counter({
    name: "telovix_admission_decisions_dropped_total",
    help: "Admission decisions that found no room in the log",
    registers,
  });
  return {
    reviewed(outcome, seconds) {
      reviews.inc({ outcome });
      durations.observe(seconds);
    },
    dropped: (count) => dropped.inc(count),
  };
}
