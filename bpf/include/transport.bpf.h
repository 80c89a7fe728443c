/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * One way to send a record over a ring buffer (5.8) or a perf buffer (before). The loader chooses and
 * gives the map its type. Type existence is asked too: 5.4 and 5.5 verify both branches of a setting,
 * but not what CO-RE has made unreachable, and would refuse the ring buffer's helpers.
 */
#ifndef TRANSPORT_BPF_H
#define TRANSPORT_BPF_H

#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include "kernel.h"
#include "telovix.h"

#define EVENT_BYTES_MAX 256

const volatile struct telovix_settings settings = {};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

static __always_inline int has_ringbuf(void)
{
	return bpf_core_type_exists(struct bpf_ringbuf) && settings.use_ringbuf;
}

/* Room for a record: in the ring buffer, or in `scratch` for the perf buffer. NULL when full. */
static __always_inline void *transport_reserve(void *scratch, __u64 size)
{
	return has_ringbuf() ? bpf_ringbuf_reserve(&events, size, 0) : scratch;
}

/*
 * Returns 0, or an error when the record found no room. The reader is woken only when much is unread;
 * else it comes by itself about once a second.
 */
static __always_inline int transport_submit(void *ctx, void *record, __u64 size)
{
	__u64 unread;

	if (!has_ringbuf())
		return bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, record, size);
	unread = bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA);
	bpf_ringbuf_submit(record, unread >= settings.wakeup_bytes ? BPF_RB_FORCE_WAKEUP : BPF_RB_NO_WAKEUP);
	return 0;
}

#endif
