/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
#ifndef PROCESS_H
#define PROCESS_H

#include "telovix.h"

struct exec_event {
	struct telovix_event head;
	__u32 ppid;
	__u32 uid;
	char comm[TELOVIX_COMM_LEN];
	char filename[TELOVIX_PATH_LEN];
};
_Static_assert(sizeof(struct exec_event) == 136, "shared with the loader");

struct exit_event {
	struct telovix_event head;
	__u32 status; /* as wait(2) has it */
	__u32 padding;
	char comm[TELOVIX_COMM_LEN];
};
_Static_assert(sizeof(struct exit_event) == 40, "shared with the loader");

#endif
