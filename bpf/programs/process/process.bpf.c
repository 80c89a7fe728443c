/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#include "events.bpf.h"
#include "process.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/*
 * Raw tracepoints (4.17): lockdown admits them, they need no tracefs, cost less than classic ones, and
 * are not skipped while another eBPF program runs. Arguments since 3.4: task, old pid, binprm.
 */
SEC("raw_tp/sched_process_exec")
int process_exec(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx->args[0];
	struct linux_binprm *binprm = (struct linux_binprm *)ctx->args[2];
	struct percpu_state *cpu = percpu();
	struct exec_event *event;

	event = cpu ? count_event(cpu, TELOVIX_EXEC, sizeof(*event)) : NULL;
	if (!event)
		return 0;
	event->head.pid = bpf_get_current_pid_tgid() >> 32;
	event->ppid = BPF_CORE_READ(task, real_parent, tgid);
	event->uid = bpf_get_current_uid_gid();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_probe_read_kernel_str(event->filename, sizeof(event->filename), BPF_CORE_READ(binprm, filename));
	send_event(ctx, cpu, event, sizeof(*event));
	return 0;
}

/* First argument since 2.6.32: the task, which is the current one. */
SEC("raw_tp/sched_process_exit")
int process_exit(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx->args[0];
	__u64 id = bpf_get_current_pid_tgid();
	struct percpu_state *cpu;
	struct exit_event *event;

	/* A thread that ends is no process that ends. */
	if ((__u32)id != id >> 32)
		return 0;
	cpu = percpu();
	event = cpu ? count_event(cpu, TELOVIX_EXIT, sizeof(*event)) : NULL;
	if (!event)
		return 0;
	event->head.pid = id >> 32;
	event->status = BPF_CORE_READ(task, exit_code);
	event->padding = 0;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	send_event(ctx, cpu, event, sizeof(*event));
	return 0;
}
