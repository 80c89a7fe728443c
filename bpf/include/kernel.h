/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The few kernel types that the programs read, each with the few fields that they need. CO-RE
 * relocates them against the running kernel's BTF: neither vmlinux.h nor BTF is needed to build.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <linux/types.h>

#define RELOCATED __attribute__((preserve_access_index))

struct task_struct {
	int tgid;
	int exit_code;
	struct task_struct *real_parent;
} RELOCATED;

struct linux_binprm {
	const char *filename;
} RELOCATED;

struct in6_addr {
	__u8 bytes[16];
} RELOCATED;

struct sock_common {
	__u32 skc_daddr;
	__u32 skc_rcv_saddr;
	__u16 skc_dport; /* network byte order */
	__u16 skc_family;
	/* Missing where CONFIG_IPV6=n. */
	struct in6_addr skc_v6_daddr;
	struct in6_addr skc_v6_rcv_saddr;
} RELOCATED;

struct sock {
	struct sock_common __sk_common;
	__u16 sk_protocol; /* a bit field of eight bits before 5.6 */
} RELOCATED;

struct inet_sock {
	__u16 inet_sport; /* network byte order; outlives the port at close, unlike skc_num */
} RELOCATED;

/* Since 5.8; only asked whether it exists. */
struct bpf_ringbuf {
} RELOCATED;

#endif
