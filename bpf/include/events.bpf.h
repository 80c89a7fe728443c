/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Counting, sampling and sending, the same in every program. A count costs one map look-up and one
 * addition; only what the sampling gate lets through is read and sent.
 */
#ifndef EVENTS_BPF_H
#define EVENTS_BPF_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "telovix.h"

#define EVENT_BYTES_MAX 256
#define SECOND_NS	1000000000ULL

const volatile struct telovix_settings settings = {};

struct sample_gate {
	__u64 second;
	__u32 used[TELOVIX_KINDS];
};

struct percpu_state {
	struct telovix_counts counts;
	struct sample_gate gate;
	__u8 record[EVENT_BYTES_MAX]; /* where a perf-buffer record is put together */
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct percpu_state);
} state SEC(".maps");

/* The loader turns it into a PERF_EVENT_ARRAY where ring buffers are missing. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

static __always_inline struct percpu_state *percpu(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&state, &zero);
}

/* Counts the event; true when a record of it is to be sent as well. */
static __always_inline int count_event(struct percpu_state *cpu, __u32 kind, __u64 now)
{
	__u64 second = now / SECOND_NS;

	cpu->counts.events[kind]++;
	if (settings.samples_per_second == 0)
		return 1;
	if (cpu->gate.second != second) {
		__builtin_memset(&cpu->gate, 0, sizeof(cpu->gate));
		cpu->gate.second = second;
	}
	return cpu->gate.used[kind]++ < settings.samples_per_second;
}

static __always_inline void *reserve_event(struct percpu_state *cpu, __u64 size)
{
	void *record;

	if (!settings.use_ringbuf)
		return cpu->record;
	record = bpf_ringbuf_reserve(&events, size, 0);
	if (!record)
		cpu->counts.lost++;
	return record;
}

static __always_inline void submit_event(void *ctx, struct percpu_state *cpu, void *record, __u64 size)
{
	__u64 unread;

	if (!settings.use_ringbuf) {
		if (bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, record, size))
			cpu->counts.lost++;
		return;
	}
	unread = bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA);
	bpf_ringbuf_submit(record, unread >= settings.wakeup_bytes ? BPF_RB_FORCE_WAKEUP : BPF_RB_NO_WAKEUP);
}

#endif
