/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The few kernel types that the programs read. CO-RE relocates the fields against the running
 * kernel's BTF, so neither vmlinux.h nor BTF is needed to build.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <linux/types.h>

#define RELOCATED __attribute__((preserve_access_index))

struct task_struct {
	int pid;
	int tgid;
	int exit_code;
	struct task_struct *real_parent;
} RELOCATED;

/* Tracepoint contexts: a stable layout, /sys/kernel/tracing/events/<group>/<name>/format. */

struct trace_event_raw_sched_process_exec {
	__u64 common;
	__u32 filename_loc; /* __data_loc: offset in the low, length in the high half */
	__s32 pid;
	__s32 old_pid;
};

/* Since 4.16; fields up to daddr_v6 have not moved since. */
struct trace_event_raw_inet_sock_set_state {
	__u64 common;
	const void *skaddr;
	__s32 oldstate;
	__s32 newstate;
	__u16 sport;
	__u16 dport;
	__u16 family;
	__u16 protocol;
	__u8 saddr[4];
	__u8 daddr[4];
	__u8 saddr_v6[16];
	__u8 daddr_v6[16];
};

#endif
