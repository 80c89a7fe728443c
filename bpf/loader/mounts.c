/* SPDX-License-Identifier: Apache-2.0 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "json.h"
#include "mounts.h"

enum mounted { MOUNTED_NOW, MOUNTED_ALREADY, NOT_MOUNTED };

struct place {
	const char *type;
	const char *path;
	unsigned int magic;
};

static const struct place bpffs = {"bpf", "/sys/fs/bpf", BPF_FS_MAGIC};
static const struct place tracefs = {"tracefs", "/sys/kernel/tracing", TRACEFS_MAGIC};

static int is_mounted(const struct place *place)
{
	struct statfs info;

	return statfs(place->path, &info) == 0 && (unsigned int)info.f_type == place->magic;
}

/* errno says why it is not mounted. */
static enum mounted ensure(const struct place *place)
{
	if (is_mounted(place))
		return MOUNTED_ALREADY;
	if (mount(place->type, place->path, place->type, MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0)
		return MOUNTED_NOW;
	/* Mounted by somebody else meanwhile is as good. */
	return errno == EBUSY && is_mounted(place) ? MOUNTED_ALREADY : NOT_MOUNTED;
}

int mount_bpffs(void)
{
	return ensure(&bpffs) == NOT_MOUNTED ? errno : 0;
}

static void line(const char *name, const char *state, int error)
{
	printf("{\"v\":1,\"type\":\"prepared\",\"name\":\"%s\",\"state\":\"%s\"", name, state);
	if (error) {
		const char *reason = strerror(error);

		printf(",\"detail\":");
		json_string(stdout, reason, strlen(reason));
		printf(",\"denied\":%s", error == EPERM || error == EACCES ? "true" : "false");
	}
	printf("}\n");
}

static int prepare(const struct place *place)
{
	static const char *const states[] = {"mounted", "already", "failed"};
	enum mounted mounted = ensure(place);

	line(place->type, states[mounted], mounted == NOT_MOUNTED ? errno : 0);
	return mounted == NOT_MOUNTED;
}

int prepare_host(void)
{
	int failed = prepare(&bpffs), map;

	/* Our programs stand on raw tracepoints, so this one is a convenience. */
	prepare(&tracefs);
	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "telovix_probe", sizeof(int), sizeof(int), 1, NULL);
	line("ebpf", map < 0 ? "failed" : "allowed", map < 0 ? -map : 0);
	failed |= map < 0;
	if (map >= 0)
		close(map);
	return failed;
}
