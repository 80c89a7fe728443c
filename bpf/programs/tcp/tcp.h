/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef TCP_H
#define TCP_H

#include "telovix.h"

struct tcp_event {
	struct telovix_event head; /* pid: 0 where the kernel changes the state in an interrupt */
	__u16 family;		   /* 2: IPv4 in the first four bytes, 10: IPv6 */
	__u16 sport;
	__u16 dport;
	__u16 padding;
	__u8 saddr[16];
	__u8 daddr[16];
};
_Static_assert(sizeof(struct tcp_event) == 56, "shared with the loader");

#endif
