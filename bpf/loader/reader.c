/* SPDX-License-Identifier: Apache-2.0 */
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <unistd.h>
#include "lines.h"
#include "reader.h"

#define SECOND_NS 1000000000ULL
/* A perf buffer is one per CPU: each gets a share of the bytes. */
#define PERF_SHARE 4

/* A PERF_RECORD_SAMPLE as bpf_perf_event_output writes it. */
struct perf_sample {
	struct perf_event_header header;
	__u32 size;
	char data[];
};

static bool is_admitted(struct reader *reader, const struct telovix_event *event)
{
	__u64 second = event->monotonic_ns / SECOND_NS;

	if (reader->samples_per_second == 0)
		return true;
	if (second != reader->second) {
		memset(reader->used, 0, sizeof(reader->used));
		reader->second = second;
	}
	return reader->used[event->kind]++ < reader->samples_per_second;
}

static int take(void *context, void *data, size_t size)
{
	const struct telovix_event *event = data;

	if (size >= sizeof(*event) && event->kind < TELOVIX_KINDS && is_admitted(context, event))
		line_event(data, size);
	return 0;
}

/* Records of loss are left out: the programs have counted each loss already (5.1). */
static enum bpf_perf_event_ret take_perf(void *context, int cpu, struct perf_event_header *header)
{
	struct perf_sample *sample = (struct perf_sample *)header;

	(void)cpu;
	if (header->type == PERF_RECORD_SAMPLE)
		take(context, sample->data, sample->size);
	return LIBBPF_PERF_EVENT_CONT;
}

int reader_configure(struct bpf_map *events, const struct options *options, bool use_ringbuf)
{
	int err;

	if (!events)
		return -ENOENT;
	if (use_ringbuf)
		return bpf_map__set_max_entries(events, options->buffer_bytes);
	err = bpf_map__set_type(events, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	if (!err)
		err = bpf_map__set_key_size(events, sizeof(int));
	if (!err)
		err = bpf_map__set_value_size(events, sizeof(int));
	return err ? err : bpf_map__set_max_entries(events, libbpf_num_possible_cpus());
}

static size_t perf_pages(unsigned int buffer_bytes)
{
	size_t pages = 1, page = (size_t)sysconf(_SC_PAGESIZE);

	while (pages * 2 * page * PERF_SHARE <= buffer_bytes)
		pages *= 2;
	return pages;
}

int reader_open(struct reader *reader, int events_fd, const struct options *options, bool use_ringbuf)
{
	size_t pages = perf_pages(options->buffer_bytes);
	struct perf_event_attr attributes = {
	    .type = PERF_TYPE_SOFTWARE,
	    .size = sizeof(attributes),
	    .config = PERF_COUNT_SW_BPF_OUTPUT,
	    .sample_type = PERF_SAMPLE_RAW,
	    .sample_period = 1,
	    .watermark = 1,
	    .wakeup_watermark = pages * (size_t)sysconf(_SC_PAGESIZE) / 2,
	};

	reader->samples_per_second = options->samples;
	if (use_ringbuf)
		reader->ring = ring_buffer__new(events_fd, take, reader, NULL);
	else
		reader->perf = perf_buffer__new_raw(events_fd, pages, &attributes, take_perf, reader, NULL);
	return reader->ring || reader->perf ? 0 : -errno;
}

void reader_drain(struct reader *reader)
{
	if (reader->ring)
		ring_buffer__consume(reader->ring);
	if (reader->perf)
		perf_buffer__consume(reader->perf);
}

int reader_wake_fd(const struct reader *reader)
{
	return reader->ring   ? ring_buffer__epoll_fd(reader->ring)
	       : reader->perf ? perf_buffer__epoll_fd(reader->perf)
			      : -1;
}

void reader_close(struct reader *reader)
{
	ring_buffer__free(reader->ring);
	perf_buffer__free(reader->perf);
	reader->ring = NULL;
	reader->perf = NULL;
}
