/* SPDX-License-Identifier: Apache-2.0 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lines.h"
#include "sources.h"

/* The object's whole .rodata is one struct telovix_settings. */
static int set_settings(struct bpf_object *object, const struct telovix_settings *settings)
{
	struct bpf_map *map;

	bpf_object__for_each_map(map, object)
	{
		if (strstr(bpf_map__name(map), ".rodata"))
			return bpf_map__set_initial_value(map, settings, sizeof(*settings));
	}
	return -ENOENT;
}

static int load(struct source *source, const struct options *options, bool use_ringbuf)
{
	const struct telovix_settings settings = {
	    .use_ringbuf = use_ringbuf,
	    .samples_per_second = options->samples,
	    .wakeup_bytes = options->buffer_bytes / 2,
	};
	struct bpf_map *events = bpf_object__find_map_by_name(source->object, "events");
	int err = set_settings(source->object, &settings);

	if (!err)
		err = reader_configure(events, options, use_ringbuf);
	if (!err)
		err = bpf_object__load(source->object);
	return err ? err : reader_open(&source->reader, bpf_map__fd(events), options, use_ringbuf);
}

/* What cannot attach is a degraded source, not a crash. */
static int attach(struct source *source)
{
	struct bpf_program *program;
	int attached = 0;

	bpf_object__for_each_program(program, source->object)
	{
		int err = -ENOSPC;

		if (attached < PROGRAMS_MAX) {
			source->links[attached] = bpf_program__attach(program);
			err = source->links[attached] ? 0 : -errno;
		}
		line_program(bpf_program__name(program), err);
		attached += !err;
	}
	return attached;
}

static void say_failed(const struct source *source, int err)
{
	struct bpf_program *program;

	if (!source->object)
		line_program(source->name, err);
	else
		bpf_object__for_each_program(program, source->object)
		    line_program(bpf_program__name(program), err);
}

int source_start(struct source *source, const struct options *options, bool use_ringbuf)
{
	char path[PATH_MAX];
	int err;

	snprintf(path, sizeof(path), "%s/%s.bpf.o", options->objects, source->name);
	source->object = bpf_object__open_file(path, NULL);
	err = source->object ? load(source, options, use_ringbuf) : -errno;
	if (!err)
		return attach(source);
	say_failed(source, err);
	source_close(source);
	return 0;
}

void source_pin(struct source *source, const char *folder)
{
	char path[PATH_MAX];

	if (!source->object)
		return;
	snprintf(path, sizeof(path), "%s/%s", folder, source->name);
	if (bpf_object__pin_maps(source->object, path))
		fprintf(stderr, "%s is not pinned under %s\n", source->name, path);
}

static void add_counts(const struct bpf_map *state, struct telovix_counts *sum)
{
	size_t stride = (bpf_map__value_size(state) + 7) / 8 * 8;
	int cpus = libbpf_num_possible_cpus();
	char *values = cpus > 0 ? calloc(cpus, stride) : NULL;
	__u32 zero = 0;

	if (values && bpf_map_lookup_elem(bpf_map__fd(state), &zero, values) == 0) {
		for (int cpu = 0; cpu < cpus; cpu++) {
			/* The counts are the first member of the per-CPU value. */
			const struct telovix_counts *counts = (void *)(values + cpu * stride);

			for (int kind = 0; kind < TELOVIX_KINDS; kind++)
				sum->events[kind] += counts->events[kind];
			sum->lost += counts->lost;
		}
	}
	free(values);
}

/* Runs that the kernel skipped because the program was interrupted by itself; told since 5.12. */
static __u64 skipped_runs(const struct bpf_program *program)
{
	struct bpf_prog_info info = {0};
	__u32 size = sizeof(info);

	return bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size) ? 0 : info.recursion_misses;
}

void source_counts(const struct source *source, struct telovix_counts *sum)
{
	struct bpf_program *program;

	if (!source->object)
		return;
	add_counts(bpf_object__find_map_by_name(source->object, "state"), sum);
	bpf_object__for_each_program(program, source->object) sum->lost += skipped_runs(program);
}

void source_detach(struct source *source)
{
	for (int i = 0; i < PROGRAMS_MAX; i++) {
		bpf_link__destroy(source->links[i]);
		source->links[i] = NULL;
	}
}

void source_close(struct source *source)
{
	source_detach(source);
	reader_close(&source->reader);
	bpf_object__close(source->object);
	source->object = NULL;
}
