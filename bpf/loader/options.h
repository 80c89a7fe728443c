/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

struct options {
	const char *objects;  /* folder with *.bpf.o */
	bool is_preparing;    /* only makes the host ready: mounts.h */
	const char *pins;     /* folder on a bpffs */
	unsigned int samples; /* per second, CPU and kind; 0: all */
	unsigned int interval_ms;
	unsigned int buffer_bytes; /* a power of two */
	enum { TRANSPORT_AUTO, TRANSPORT_RINGBUF, TRANSPORT_PERFBUF } transport;
};

/* Returns 0, or the exit code to end with (after --help, --version or an error). */
int read_options(int argc, char **argv, struct options *options, bool *done);

#endif
