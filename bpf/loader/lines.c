/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>
#include <bpf/libbpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "json.h"
#include "lines.h"
#include "process.h"
#include "tcp.h"
#include "version.h"

static const char *const kind_names[TELOVIX_KINDS] = {
    [TELOVIX_EXEC] = "exec",	 [TELOVIX_EXIT] = "exit",   [TELOVIX_CONNECT] = "connect",
    [TELOVIX_ACCEPT] = "accept", [TELOVIX_CLOSE] = "close", [TELOVIX_LISTEN] = "listen",
};

static unsigned long long clock_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * 1000ULL + now.tv_nsec / 1000000;
}

/* Records carry CLOCK_MONOTONIC, which stands still while the machine sleeps; lines do not. */
static unsigned long long boot_ms(unsigned long long monotonic_ns)
{
	return monotonic_ns / 1000000 + clock_ms(CLOCK_BOOTTIME) - clock_ms(CLOCK_MONOTONIC);
}

static unsigned long long rss_bytes(void)
{
	unsigned long long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	if (file) {
		if (fscanf(file, "%*u %llu", &pages) != 1)
			pages = 0;
		fclose(file);
	}
	return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

static unsigned long long cpu_ms(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000ULL +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

void line_hello(bool use_ringbuf)
{
	struct utsname host;

	uname(&host);
	printf("{\"v\":1,\"type\":\"hello\",\"version\":\"%s\",\"pid\":%d,\"kernel\":", LOADER_VERSION,
	       getpid());
	json_string(stdout, host.release, sizeof(host.release));
	printf(",\"transport\":\"%s\",\"btf\":%s}\n", use_ringbuf ? "ringbuf" : "perfbuf",
	       access("/sys/kernel/btf/vmlinux", R_OK) == 0 ? "true" : "false");
}

void line_program(const char *name, int error)
{
	char reason[128];

	printf("{\"v\":1,\"type\":\"program\",\"name\":");
	json_string(stdout, name, strlen(name));
	if (error) {
		printf(",\"state\":\"failed\",\"detail\":");
		libbpf_strerror(error, reason, sizeof(reason));
		json_string(stdout, reason, sizeof(reason));
	} else {
		printf(",\"state\":\"attached\"");
	}
	printf("}\n");
}

void line_counts(const struct telovix_counts *counts)
{
	printf("{\"v\":1,\"type\":\"counts\",\"atMs\":%llu,\"events\":{", clock_ms(CLOCK_BOOTTIME));
	for (int kind = 0; kind < TELOVIX_KINDS; kind++)
		printf("%s\"%s\":%llu", kind ? "," : "", kind_names[kind],
		       (unsigned long long)counts->events[kind]);
	printf("},\"lost\":%llu,\"cpuMs\":%llu,\"rssBytes\":%llu}\n", (unsigned long long)counts->lost,
	       cpu_ms(), rss_bytes());
}

/* As shells tell it: 128 and the signal for a process that was killed. */
static int exit_code(__u32 status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void process_fields(const void *record, __u32 kind)
{
	if (kind == TELOVIX_EXEC) {
		const struct exec_event *event = record;

		printf(",\"ppid\":%u,\"uid\":%u,\"comm\":", event->ppid, event->uid);
		json_string(stdout, event->comm, sizeof(event->comm));
		printf(",\"filename\":");
		json_string(stdout, event->filename, sizeof(event->filename));
	} else {
		const struct exit_event *event = record;

		printf(",\"exitCode\":%d,\"comm\":", exit_code(event->status));
		json_string(stdout, event->comm, sizeof(event->comm));
	}
}

static void tcp_fields(const struct tcp_event *event)
{
	char source[INET6_ADDRSTRLEN], destination[INET6_ADDRSTRLEN];
	int family = event->family == AF_INET6 ? AF_INET6 : AF_INET;

	inet_ntop(family, event->saddr, source, sizeof(source));
	inet_ntop(family, event->daddr, destination, sizeof(destination));
	printf(",\"family\":%d,\"saddr\":\"%s\",\"sport\":%u,\"daddr\":\"%s\",\"dport\":%u",
	       family == AF_INET6 ? 6 : 4, source, event->sport, destination, event->dport);
}

void line_event(const void *record, size_t size)
{
	const struct telovix_event *head = record;
	size_t needed;

	if (size < sizeof(*head) || head->kind >= TELOVIX_KINDS)
		return;
	needed = head->kind == TELOVIX_EXEC   ? sizeof(struct exec_event)
		 : head->kind == TELOVIX_EXIT ? sizeof(struct exit_event)
					      : sizeof(struct tcp_event);
	if (size < needed)
		return;
	printf("{\"v\":1,\"type\":\"event\",\"kind\":\"%s\",\"atMs\":%llu,\"pid\":%u", kind_names[head->kind],
	       boot_ms(head->monotonic_ns), head->pid);
	if (head->kind <= TELOVIX_EXIT)
		process_fields(record, head->kind);
	else
		tcp_fields(record);
	printf("}\n");
}

void line_bye(const char *reason, const char *detail)
{
	printf("{\"v\":1,\"type\":\"bye\",\"reason\":\"%s\"", reason);
	if (detail) {
		printf(",\"detail\":");
		json_string(stdout, detail, 256);
	}
	printf("}\n");
	fflush(stdout);
}
