/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "filesystems.h"

static void mount_if_missing(const char *type, const char *path, long magic)
{
	struct statfs info;

	if (statfs(path, &info) == 0 && (long)info.f_type == magic)
		return;
	/* Already mounted by somebody meanwhile is as good. */
	if (mount(type, path, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) && errno != EBUSY)
		fprintf(stderr, "%s cannot be mounted on %s: %s\n", type, path, strerror(errno));
}

void mount_filesystems(void)
{
	mount_if_missing("bpf", "/sys/fs/bpf", BPF_FS_MAGIC);
	mount_if_missing("tracefs", "/sys/kernel/tracing", TRACEFS_MAGIC);
}

void remove_pins(const char *folder)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		/* Two levels: a folder an object, a file a map. */
		if (unlink(path) && (errno == EISDIR || errno == EPERM))
			remove_pins(path);
	}
	closedir(dir);
	rmdir(folder);
}
