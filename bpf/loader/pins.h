/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder on bpffs under which maps are pinned, for bpftool to find. Links are not pinned: when
 * the loader dies, the kernel runs nothing of ours any more.
 */
#ifndef PINS_H
#define PINS_H

#define PINS_UNAVAILABLE (-1)

/*
 * Mounts bpffs where it is missing and takes the folder for this process alone. Returns a descriptor
 * that holds it, or PINS_UNAVAILABLE, whose reason is on standard error.
 */
int pins_claim(const char *folder);
/* Removes the pins of one source, ours or an earlier loader's. */
void pins_clear(int held, const char *name);
/* Removes the folder if nothing else is in it. */
void pins_release(int held, const char *folder);

#endif
