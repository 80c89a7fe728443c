/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "events.bpf.h"
#include "tcp.h"
#include <bpf/bpf_endian.h>

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

static __always_inline void read_addresses(struct tcp_event *event, struct sock *sk)
{
	struct sock_common *common = &sk->__sk_common;

	event->family = BPF_CORE_READ(common, skc_family);
	event->sport = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	event->dport = bpf_ntohs(BPF_CORE_READ(common, skc_dport));
	event->padding = 0;
	__builtin_memset(event->saddr, 0, sizeof(event->saddr));
	__builtin_memset(event->daddr, 0, sizeof(event->daddr));
	if (event->family != FAMILY_IPV6) {
		bpf_core_read(event->saddr, 4, &common->skc_rcv_saddr);
		bpf_core_read(event->daddr, 4, &common->skc_daddr);
	} else if (bpf_core_field_exists(common->skc_v6_daddr)) {
		bpf_core_read(event->saddr, 16, &common->skc_v6_rcv_saddr);
		bpf_core_read(event->daddr, 16, &common->skc_v6_daddr);
	}
}

/*
 * The only hook that sees every TCP state change in one place; arguments since 4.16: sock, old state,
 * new state. Not the classic tracepoint's record: its layout moved with `protocol` in 5.6.
 */
SEC("raw_tp/inet_sock_set_state")
int tcp_state(struct bpf_raw_tracepoint_args *ctx)
{
	struct sock *sk = (struct sock *)ctx->args[0];
	__u32 kind = kind_of(ctx->args[1], ctx->args[2]);
	struct percpu_state *cpu;
	struct tcp_event *event;

	if (kind >= TELOVIX_KINDS || BPF_CORE_READ_BITFIELD_PROBED(sk, sk_protocol) != PROTOCOL_TCP)
		return 0;
	cpu = percpu();
	event = cpu ? count_event(cpu, kind, sizeof(*event)) : NULL;
	if (!event)
		return 0;
	event->head.pid =
	    kind == TELOVIX_CONNECT || kind == TELOVIX_LISTEN ? bpf_get_current_pid_tgid() >> 32 : 0;
	read_addresses(event, sk);
	send_event(ctx, cpu, event, sizeof(*event));
	return 0;
}
