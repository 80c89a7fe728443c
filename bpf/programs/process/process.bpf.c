/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "events.bpf.h"
#include "kernel.h"
#include "process.h"
#include <bpf/bpf_core_read.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Tracepoints, not kprobes: a stable interface that lockdown and 5.4 kernels both admit. */
SEC("tp/sched/sched_process_exec")
int process_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	struct percpu_state *cpu = percpu();
	__u64 now = bpf_ktime_get_ns();
	struct task_struct *task;
	struct exec_event *event;

	if (!cpu || !count_event(cpu, TELOVIX_EXEC, now))
		return 0;
	event = reserve_event(cpu, sizeof(*event));
	if (!event)
		return 0;
	task = (struct task_struct *)bpf_get_current_task();
	event->head.boot_ns = now;
	event->head.kind = TELOVIX_EXEC;
	event->head.pid = bpf_get_current_pid_tgid() >> 32;
	event->ppid = BPF_CORE_READ(task, real_parent, tgid);
	event->uid = bpf_get_current_uid_gid();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_probe_read_kernel_str(event->filename, sizeof(event->filename),
				  (void *)ctx + (ctx->filename_loc & 0xffff));
	submit_event(ctx, cpu, event, sizeof(*event));
	return 0;
}

SEC("tp/sched/sched_process_exit")
int process_exit(void *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct percpu_state *cpu = percpu();
	__u64 now = bpf_ktime_get_ns();
	struct task_struct *task;
	struct exit_event *event;

	/* A thread that ends is no process that ends. */
	if ((__u32)id != id >> 32)
		return 0;
	if (!cpu || !count_event(cpu, TELOVIX_EXIT, now))
		return 0;
	event = reserve_event(cpu, sizeof(*event));
	if (!event)
		return 0;
	task = (struct task_struct *)bpf_get_current_task();
	event->head.boot_ns = now;
	event->head.kind = TELOVIX_EXIT;
	event->head.pid = id >> 32;
	event->exit_code = BPF_CORE_READ(task, exit_code);
	event->padding = 0;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	submit_event(ctx, cpu, event, sizeof(*event));
	return 0;
}
