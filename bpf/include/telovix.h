/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the eBPF programs and the loader share: event kinds and limits. */
#ifndef TELOVIX_H
#define TELOVIX_H

#include <linux/types.h>

#define TELOVIX_COMM_LEN 16
#define TELOVIX_PATH_LEN 96

/* The order is part of the wire format: eventKinds in sensor-agent/src/protocol.ts. */
enum telovix_kind {
	TELOVIX_EXEC,
	TELOVIX_EXIT,
	TELOVIX_CONNECT,
	TELOVIX_ACCEPT,
	TELOVIX_CLOSE,
	TELOVIX_LISTEN,
	TELOVIX_KINDS,
};

/* Set by the loader before an object is loaded: its whole .rodata. */
struct telovix_settings {
	__u32 use_ringbuf;	  /* else a perf buffer: kernels before 5.8 */
	__u32 samples_per_second; /* per CPU and kind; 0: every event is sent */
	__u32 wakeup_bytes;	  /* unread bytes at which the reader is woken before its time */
	__u32 padding;
};
_Static_assert(sizeof(struct telovix_settings) == 16, "shared with the loader");

/* One per CPU and object; the loader sums them. */
struct telovix_counts {
	__u64 events[TELOVIX_KINDS];
	__u64 lost; /* counted, but its record found no room */
};
_Static_assert(sizeof(struct telovix_counts) == 56, "shared with the loader");

/* Every record starts with this. */
struct telovix_event {
	__u64 monotonic_ns; /* CLOCK_MONOTONIC: the clock that 5.4 kernels offer */
	__u32 kind;
	__u32 pid;
};
_Static_assert(sizeof(struct telovix_event) == 16, "shared with the loader");

#endif
