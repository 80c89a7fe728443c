/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MOUNTS_H
#define MOUNTS_H

/* Mounts bpffs on /sys/fs/bpf unless it is there. Returns 0, or an errno that was not reported yet. */
int mount_bpffs(void);

/*
 * For an init container, which has no mount(8): makes bpffs and tracefs available, and asks the
 * kernel whether this process may use eBPF. A JSON line for each; see mount-lines.ts of the sensor.
 * Returns 0, or 1 when eBPF or bpffs cannot be used.
 */
int prepare_host(void);

#endif
