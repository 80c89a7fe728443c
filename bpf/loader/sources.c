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

#define PERF_PAGES 16

static int on_ring(void *context, void *data, size_t size)
{
	(void)context;
	line_event(data, size);
	return 0;
}

static void on_perf(void *context, int cpu, void *data, __u32 size)
{
	(void)context;
	(void)cpu;
	line_event(data, size);
}

static void on_perf_lost(void *context, int cpu, __u64 count)
{
	struct source *source = context;

	(void)cpu;
	source->perf_lost += count;
}

/* The object's whole .rodata is one struct telovix_settings. */
static int configure(struct source *source, const struct options *options, bool use_ringbuf)
{
	struct telovix_settings settings = {
	    .use_ringbuf = use_ringbuf,
	    .samples_per_second = options->samples,
	    .wakeup_bytes = options->buffer_bytes / 2,
	};
	struct bpf_map *events = bpf_object__find_map_by_name(source->object, "events");
	struct bpf_map *map;

	bpf_object__for_each_map(map, source->object)
	{
		if (strstr(bpf_map__name(map), ".rodata") &&
		    bpf_map__set_initial_value(map, &settings, sizeof(settings)))
			return -EINVAL;
	}
	if (use_ringbuf)
		return bpf_map__set_max_entries(events, options->buffer_bytes);
	bpf_map__set_type(events, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	bpf_map__set_key_size(events, sizeof(int));
	bpf_map__set_value_size(events, sizeof(int));
	return bpf_map__set_max_entries(events, libbpf_num_possible_cpus());
}

static int open_buffer(struct source *source, bool use_ringbuf)
{
	int fd = bpf_object__find_map_fd_by_name(source->object, "events");

	if (use_ringbuf)
		source->ring = ring_buffer__new(fd, on_ring, source, NULL);
	else
		source->perf = perf_buffer__new(fd, PERF_PAGES, on_perf, on_perf_lost, source, NULL);
	return source->ring || source->perf ? 0 : -errno;
}

/* What cannot attach is a degraded source, not a crash. */
static int attach(struct source *source)
{
	struct bpf_program *program;
	int attached = 0, index = 0;

	bpf_object__for_each_program(program, source->object)
	{
		struct bpf_link *link = bpf_program__attach(program);

		line_program(bpf_program__name(program), link ? 0 : -errno);
		if (link && index < PROGRAMS_MAX)
			source->links[index++] = link;
		attached += link != NULL;
	}
	return attached;
}

static void pin_folder(const struct source *source, const struct options *options, char *path, size_t size)
{
	snprintf(path, size, "%s/%s", options->pins, source->name);
}

int source_start(struct source *source, const struct options *options, bool use_ringbuf)
{
	char path[PATH_MAX];
	int err;

	snprintf(path, sizeof(path), "%s/%s.bpf.o", options->objects, source->name);
	source->object = bpf_object__open_file(path, NULL);
	if (!source->object) {
		err = -errno;
		goto failed;
	}
	err = configure(source, options, use_ringbuf);
	if (err)
		goto failed;
	err = bpf_object__load(source->object);
	if (err)
		goto failed;
	err = open_buffer(source, use_ringbuf);
	if (err)
		goto failed;
	pin_folder(source, options, path, sizeof(path));
	if (bpf_object__pin_maps(source->object, path))
		fprintf(stderr, "%s: not pinned under %s\n", source->name, path);
	return attach(source);

failed:
	line_program(source->name, err);
	bpf_object__close(source->object);
	source->object = NULL;
	return 0;
}

void source_drain(struct source *source)
{
	if (source->ring)
		ring_buffer__consume(source->ring);
	if (source->perf)
		perf_buffer__consume(source->perf);
}

void source_counts(const struct source *source, struct telovix_counts *sum)
{
	int fd = source->object ? bpf_object__find_map_fd_by_name(source->object, "state") : -1;
	struct bpf_map *map = source->object ? bpf_object__find_map_by_name(source->object, "state") : NULL;
	int cpus = libbpf_num_possible_cpus();
	size_t stride;
	__u32 zero = 0;
	char *values;

	if (fd < 0 || cpus < 1)
		return;
	stride = (bpf_map__value_size(map) + 7) / 8 * 8;
	values = calloc(cpus, stride);
	if (values && bpf_map_lookup_elem(fd, &zero, values) == 0) {
		for (int cpu = 0; cpu < cpus; cpu++) {
			/* The counts are the first member of the per-CPU value. */
			const struct telovix_counts *counts = (void *)(values + cpu * stride);

			for (int kind = 0; kind < TELOVIX_KINDS; kind++)
				sum->events[kind] += counts->events[kind];
			sum->lost += counts->lost;
		}
	}
	free(values);
	sum->lost += source->perf_lost;
}

int source_wake_fd(const struct source *source)
{
	return source->ring ? ring_buffer__epoll_fd(source->ring) : -1;
}

void source_stop(struct source *source, const struct options *options)
{
	char path[PATH_MAX];

	for (int i = 0; i < PROGRAMS_MAX; i++)
		bpf_link__destroy(source->links[i]);
	source_drain(source);
	ring_buffer__free(source->ring);
	perf_buffer__free(source->perf);
	if (source->object) {
		pin_folder(source, options, path, sizeof(path));
		bpf_object__unpin_maps(source->object, path);
	}
	bpf_object__close(source->object);
}
