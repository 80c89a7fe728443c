/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Counting, sampling and sending, the same in every program. A count costs one map look-up and one
 * addition; only what the sampling gate lets through is read and sent.
 */
#ifndef EVENTS_BPF_H
#define EVENTS_BPF_H

#include "transport.bpf.h"

#define SECOND_NS 1000000000ULL

struct sample_gate {
	__u64 second;
	__u32 used[TELOVIX_KINDS];
};

struct percpu_state {
	struct telovix_counts counts; /* first: the loader reads no further */
	struct sample_gate gate;
	__u8 record[EVENT_BYTES_MAX]; /* where a perf-buffer record is put together */
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct percpu_state);
} state SEC(".maps");

static __always_inline struct percpu_state *percpu(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&state, &zero);
}

static __always_inline int is_sampled(struct sample_gate *gate, __u32 kind, __u64 now)
{
	__u64 second = now / SECOND_NS;

	if (settings.samples_per_second == 0)
		return 1;
	if (gate->second != second) {
		__builtin_memset(gate, 0, sizeof(*gate));
		gate->second = second;
	}
	return gate->used[kind]++ < settings.samples_per_second;
}

/* Counts the event. A record of it when one is to be sent as well, else NULL. */
static __always_inline void *count_event(struct percpu_state *cpu, __u32 kind, __u64 size)
{
	__u64 now = bpf_ktime_get_ns();
	struct telovix_event *event;

	cpu->counts.events[kind]++;
	if (!is_sampled(&cpu->gate, kind, now))
		return NULL;
	event = transport_reserve(cpu->record, size);
	if (!event) {
		cpu->counts.lost++;
		return NULL;
	}
	event->monotonic_ns = now;
	event->kind = kind;
	return event;
}

static __always_inline void send_event(void *ctx, struct percpu_state *cpu, void *event, __u64 size)
{
	if (transport_submit(ctx, event, size))
		cpu->counts.lost++;
}

#endif
