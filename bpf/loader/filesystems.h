/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILESYSTEMS_H
#define FILESYSTEMS_H

/* Mounts bpffs and tracefs where they are missing; classic tracepoints need both. */
void mount_filesystems(void);
/* Removes the pins of an earlier run that did not end well. */
void remove_pins(const char *folder);

#endif
