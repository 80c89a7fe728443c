/* SPDX-License-Identifier: Apache-2.0 */
/* The eBPF objects: one row each in main.c's table. A new object is a new row. */
#ifndef SOURCES_H
#define SOURCES_H

#include <stdbool.h>
#include "options.h"
#include "reader.h"
#include "telovix.h"

struct bpf_object;
struct bpf_link;

#define PROGRAMS_MAX 4

struct source {
	const char *name; /* <name>.bpf.o, and the folder of its pins */
	struct bpf_object *object;
	struct bpf_link *links[PROGRAMS_MAX];
	struct reader reader;
};

/* Opens, loads and attaches one object; says how each program fared. Returns how many run. */
int source_start(struct source *source, const struct options *options, bool use_ringbuf);
/* Pins the maps under the folder that pins_claim() holds. */
void source_pin(struct source *source, const char *folder);
/* Adds this object's counts, over all CPUs. */
void source_counts(const struct source *source, struct telovix_counts *sum);
/* No more events from here on; counts and buffer stay readable. */
void source_detach(struct source *source);
void source_close(struct source *source);

#endif
