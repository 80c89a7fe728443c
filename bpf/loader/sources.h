/* SPDX-License-Identifier: Apache-2.0 */
/* The eBPF objects: one row each. A new program is a new row. */
#ifndef SOURCES_H
#define SOURCES_H

#include <stdbool.h>
#include "options.h"
#include "telovix.h"

struct bpf_object;
struct bpf_link;
struct ring_buffer;
struct perf_buffer;

#define PROGRAMS_MAX 4

struct source {
	const char *name; /* <name>.bpf.o, and the folder of its pins */
	struct bpf_object *object;
	struct bpf_link *links[PROGRAMS_MAX];
	struct ring_buffer *ring;
	struct perf_buffer *perf;
	__u64 perf_lost;
};

/* Opens, loads, pins and attaches one object; says how each program fared. Returns how many run. */
int source_start(struct source *source, const struct options *options, bool use_ringbuf);
/* Takes what is in the buffer; every record becomes a line. */
void source_drain(struct source *source);
/* Adds this object's counts, over all CPUs. */
void source_counts(const struct source *source, struct telovix_counts *sum);
/* A descriptor that is readable when the buffer wants to be drained early, or -1. */
int source_wake_fd(const struct source *source);
void source_stop(struct source *source, const struct options *options);

#endif
