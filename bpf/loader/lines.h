/* SPDX-License-Identifier: Apache-2.0 */
/* The lines that the sensor reads: version 1, sensor-agent/src/probes/loader-line.ts. */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <linux/types.h>
#include "telovix.h"

void line_hello(bool use_ringbuf);
void line_program(const char *name, int error);
void line_counts(const struct telovix_counts *counts);
/* A record as the kernel sent it; what is too short for its kind is left out. */
void line_event(const void *record, size_t size);
void line_bye(const char *reason, const char *detail);

#endif
