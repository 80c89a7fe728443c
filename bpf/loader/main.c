/* SPDX-License-Identifier: Apache-2.0 */
/* telovix-loader: runs the eBPF programs and tells the sensor what they count, on a pipe. */
#include <bpf/libbpf.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>
#include "lines.h"
#include "mounts.h"
#include "options.h"
#include "pins.h"
#include "sources.h"

#define EXIT_NOTHING_ATTACHED 3
#define LINES_BYTES	      (64 * 1024) /* what is kept back until the next report */
#define FIXED		      3

static struct source sources[] = {{.name = "process"}, {.name = "tcp"}};
#define SOURCES (sizeof(sources) / sizeof(sources[0]))

static int log_warnings(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return level == LIBBPF_WARN ? vfprintf(stderr, format, arguments) : 0;
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void report(void)
{
	struct telovix_counts sum = {0};

	for (size_t i = 0; i < SOURCES; i++) {
		reader_drain(&sources[i].reader);
		source_counts(&sources[i], &sum);
	}
	line_counts(&sum);
	fflush(stdout);
}

/* End of input means that the sensor is gone. */
static bool input_ended(void)
{
	char ignored[256];
	ssize_t got = read(STDIN_FILENO, ignored, sizeof(ignored));

	return got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
}

static int signal_descriptor(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &signals, SFD_CLOEXEC);
}

/* Sleeps until the interval is over, a buffer fills, or the end. Returns why it ended. */
static const char *run(unsigned int interval_ms, int signals)
{
	struct pollfd wait[FIXED + SOURCES] = {
	    {.fd = signals, .events = POLLIN},
	    {.fd = STDIN_FILENO, .events = POLLIN},
	    {.fd = STDOUT_FILENO}, /* POLLERR: nobody reads any more */
	};
	long long next = now_ms();

	for (size_t i = 0; i < SOURCES; i++)
		wait[FIXED + i] = (struct pollfd){.fd = reader_wake_fd(&sources[i].reader), .events = POLLIN};
	for (;;) {
		long long left = next - now_ms();

		if (left <= 0) {
			report();
			next += interval_ms;
			if (next < now_ms())
				next = now_ms() + interval_ms;
			continue;
		}
		if (poll(wait, FIXED + SOURCES, (int)left) < 0 && errno != EINTR)
			return "error";
		if (wait[0].revents)
			return "signal";
		if ((wait[1].revents && input_ended()) || wait[2].revents)
			return "eof";
		for (size_t i = 0; i < SOURCES; i++)
			if (wait[FIXED + i].revents)
				reader_drain(&sources[i].reader);
		if (ferror(stdout))
			return "error";
	}
}

int main(int argc, char **argv)
{
	static char lines[LINES_BYTES];
	struct options options = {
	    .pins = "/sys/fs/bpf/telovix-sensor",
	    .samples = 10,
	    .interval_ms = 1000,
	    .buffer_bytes = 256 * 1024,
	};
	bool done, use_ringbuf;
	const char *reason;
	int attached = 0, signals, pins;
	int err = read_options(argc, argv, &options, &done);

	if (done)
		return err;
	if (options.is_preparing)
		return prepare_host();
	signals = signal_descriptor();
	libbpf_set_print(log_warnings);
	setvbuf(stdout, lines, _IOFBF, sizeof(lines));
	pins = pins_claim(options.pins);
	use_ringbuf = options.transport == TRANSPORT_RINGBUF ||
		      (options.transport == TRANSPORT_AUTO &&
		       libbpf_probe_bpf_map_type(BPF_MAP_TYPE_RINGBUF, NULL) == 1);
	line_hello(use_ringbuf);
	for (size_t i = 0; i < SOURCES; i++) {
		pins_clear(pins, sources[i].name);
		attached += source_start(&sources[i], &options, use_ringbuf);
		if (pins != PINS_UNAVAILABLE)
			source_pin(&sources[i], options.pins);
	}
	fflush(stdout);
	if (attached == 0) {
		reason = "error";
		err = EXIT_NOTHING_ATTACHED;
		goto cleanup;
	}
	reason = run(options.interval_ms, signals);
	/* Detached first, so that the last counts are final and every record precedes them. */
	for (size_t i = 0; i < SOURCES; i++)
		source_detach(&sources[i]);
	report();

cleanup:
	for (size_t i = 0; i < SOURCES; i++) {
		source_close(&sources[i]);
		pins_clear(pins, sources[i].name);
	}
	pins_release(pins, options.pins);
	line_bye(reason, err ? "no eBPF program could be attached; see the lines above" : NULL);
	return err;
}
