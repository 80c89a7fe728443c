/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the records of one object from its ring or perf buffer and writes them as lines. */
#ifndef READER_H
#define READER_H

#include <stdbool.h>
#include "options.h"
#include "telovix.h"

struct bpf_map;
struct ring_buffer;
struct perf_buffer;

struct reader {
	struct ring_buffer *ring;
	struct perf_buffer *perf;
	/* The programs sample per CPU; this holds the limit over all CPUs. */
	unsigned int samples_per_second;
	__u64 second;
	__u32 used[TELOVIX_KINDS];
};

/* Gives the map its type and size, before the object is loaded. */
int reader_configure(struct bpf_map *events, const struct options *options, bool use_ringbuf);
/* Returns 0 or a negative error. */
int reader_open(struct reader *reader, int events_fd, const struct options *options, bool use_ringbuf);
/* Takes what is in the buffer. */
void reader_drain(struct reader *reader);
/* A descriptor that is readable when the buffer wants to be drained early, or -1. */
int reader_wake_fd(const struct reader *reader);
void reader_close(struct reader *reader);

#endif
