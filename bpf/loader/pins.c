/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "mounts.h"
#include "pins.h"

#define CLAIM_TRIES 20
#define CLAIM_PAUSE 50000 /* µs; an earlier loader ends within one second of its parent */

static int open_folder(const char *folder)
{
	struct statfs info;
	int fd, is_new = mkdir(folder, 0700) == 0;

	if (!is_new && errno != EEXIST)
		return -1;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (fstatfs(fd, &info) == 0 && (long)info.f_type == BPF_FS_MAGIC)
		return fd;
	close(fd);
	if (is_new)
		rmdir(folder);
	errno = ENOTSUP;
	return -1;
}

/* False when the one who held it has removed the folder that was opened. */
static int is_still(int fd, const char *folder)
{
	struct stat opened, named;

	return fstat(fd, &opened) == 0 && stat(folder, &named) == 0 && opened.st_ino == named.st_ino;
}

int pins_claim(const char *folder)
{
	int fd, err = mount_bpffs();

	if (err)
		fprintf(stderr, "bpffs cannot be mounted on /sys/fs/bpf: %s\n", strerror(err));
	for (int try = 0; try < CLAIM_TRIES; try++) {
		fd = open_folder(folder);
		if (fd < 0)
			break;
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 && is_still(fd, folder))
			return fd;
		close(fd);
		errno = EBUSY;
		usleep(CLAIM_PAUSE);
	}
	fprintf(stderr, "nothing is pinned under %s: %s\n", folder,
		errno == EBUSY	   ? "another telovix-loader holds it"
		: errno == ENOTSUP ? "it is not on a bpffs"
				   : strerror(errno));
	return PINS_UNAVAILABLE;
}

void pins_clear(int held, const char *name)
{
	int fd = openat(held, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir)))
		unlinkat(fd, entry->d_name, 0);
	closedir(dir);
	unlinkat(held, name, AT_REMOVEDIR);
}

void pins_release(int held, const char *folder)
{
	if (held == PINS_UNAVAILABLE)
		return;
	rmdir(folder);
	close(held);
}
