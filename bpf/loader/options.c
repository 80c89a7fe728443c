/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "options.h"
#include "version.h"

#define EXIT_USAGE 2

static const char usage[] =
    "telovix-loader --objects DIR [--pin DIR] [--sample N] [--interval-ms N] [--buffer-bytes N]\n"
    "               [--transport auto|ringbuf|perfbuf]\n"
    "telovix-loader --prepare-host\n"
    "Loads the eBPF programs and writes JSON lines on standard output until end of input or SIGTERM;\n"
    "--prepare-host only mounts bpffs and tracefs, and says whether eBPF may be used.\n";

static int number(const char *name, const char *text, unsigned int min, unsigned int max, unsigned int *value)
{
	char *end;
	unsigned long parsed = strtoul(text, &end, 10);

	if (*text == '\0' || *text == '-' || *end != '\0' || parsed < min || parsed > max) {
		fprintf(stderr, "--%s accepts %u to %u.\n", name, min, max);
		return EXIT_USAGE;
	}
	*value = (unsigned int)parsed;
	return 0;
}

static int transport(const char *text, struct options *options)
{
	if (strcmp(text, "auto") == 0)
		options->transport = TRANSPORT_AUTO;
	else if (strcmp(text, "ringbuf") == 0)
		options->transport = TRANSPORT_RINGBUF;
	else if (strcmp(text, "perfbuf") == 0)
		options->transport = TRANSPORT_PERFBUF;
	else {
		fprintf(stderr, "--transport accepts auto, ringbuf or perfbuf.\n");
		return EXIT_USAGE;
	}
	return 0;
}

static int set(int option, const char *value, struct options *options)
{
	switch (option) {
	case 'o':
		options->objects = value;
		return 0;
	case 'p':
		options->pins = value;
		return 0;
	case 's':
		return number("sample", value, 0, 1000000, &options->samples);
	case 'i':
		return number("interval-ms", value, 10, 3600000, &options->interval_ms);
	case 'b':
		return number("buffer-bytes", value, 4096, 64 << 20, &options->buffer_bytes);
	case 'm':
		options->is_preparing = true;
		return 0;
	case 't':
		return transport(value, options);
	default:
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
}

int read_options(int argc, char **argv, struct options *options, bool *done)
{
	static const struct option known[] = {
	    {"objects", required_argument, NULL, 'o'},
	    {"pin", required_argument, NULL, 'p'},
	    {"sample", required_argument, NULL, 's'},
	    {"interval-ms", required_argument, NULL, 'i'},
	    {"buffer-bytes", required_argument, NULL, 'b'},
	    {"transport", required_argument, NULL, 't'},
	    {"prepare-host", no_argument, NULL, 'm'},
	    {"version", no_argument, NULL, 'v'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	int option, err;

	*done = true;
	while ((option = getopt_long(argc, argv, "h", known, NULL)) != -1) {
		if (option == 'v' || option == 'h') {
			fputs(option == 'v' ? LOADER_VERSION "\n" : usage, stdout);
			return 0;
		}
		err = set(option, optarg, options);
		if (err)
			return err;
	}
	if ((!options->objects && !options->is_preparing) || optind < argc) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	*done = false;
	return 0;
}
