/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "events.bpf.h"
#include "kernel.h"
#include "tcp.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define PROTOCOL_TCP 6
#define FAMILY_IPV6  10

/* include/net/tcp_states.h, exported with the tracepoint. */
enum { ESTABLISHED = 1, SYN_SENT = 2, SYN_RECV = 3, CLOSE = 7, LISTEN = 10 };

/* Which of our kinds a change of state is; TELOVIX_KINDS: none. */
static __always_inline __u32 kind_of(int from, int to)
{
	if (to == LISTEN)
		return TELOVIX_LISTEN;
	if (to == SYN_SENT)
		return TELOVIX_CONNECT;
	if (from == SYN_RECV && to == ESTABLISHED)
		return TELOVIX_ACCEPT;
	/* Only what was a connection closes; refused and unconnected sockets do not. */
	if (to == CLOSE && from != SYN_SENT && from != SYN_RECV && from != LISTEN && from != CLOSE)
		return TELOVIX_CLOSE;
	return TELOVIX_KINDS;
}

/* Stable since 4.16, and the only hook that sees every TCP state change in one place. */
SEC("tp/sock/inet_sock_set_state")
int tcp_state(struct trace_event_raw_inet_sock_set_state *ctx)
{
	__u32 kind = kind_of(ctx->oldstate, ctx->newstate);
	struct percpu_state *cpu = percpu();
	__u64 now = bpf_ktime_get_ns();
	struct tcp_event *event;

	if (kind >= TELOVIX_KINDS || ctx->protocol != PROTOCOL_TCP)
		return 0;
	if (!cpu || !count_event(cpu, kind, now))
		return 0;
	event = reserve_event(cpu, sizeof(*event));
	if (!event)
		return 0;
	event->head.boot_ns = now;
	event->head.kind = kind;
	event->head.pid =
	    kind == TELOVIX_CONNECT || kind == TELOVIX_LISTEN ? bpf_get_current_pid_tgid() >> 32 : 0;
	event->family = ctx->family;
	event->sport = ctx->sport;
	event->dport = ctx->dport;
	event->padding = 0;
	if (ctx->family == FAMILY_IPV6) {
		__builtin_memcpy(event->saddr, ctx->saddr_v6, 16);
		__builtin_memcpy(event->daddr, ctx->daddr_v6, 16);
	} else {
		__builtin_memset(event->saddr, 0, 16);
		__builtin_memset(event->daddr, 0, 16);
		__builtin_memcpy(event->saddr, ctx->saddr, 4);
		__builtin_memcpy(event->daddr, ctx->daddr, 4);
	}
	submit_event(ctx, cpu, event, sizeof(*event));
	return 0;
}
