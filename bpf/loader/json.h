/* SPDX-License-Identifier: Apache-2.0 */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>
#include <stdio.h>

/*
 * Writes bytes as a JSON string with its quotes, up to the first NUL or `size`. Names of processes
 * and files are whatever their owner likes: what is not printable ASCII leaves as \u escapes, and a
 * byte that is not UTF-8 (RFC 3629) as U+FFFD, so that a line is always one line of valid JSON and
 * may be cut anywhere on its way.
 */
void json_string(FILE *out, const char *bytes, size_t size);

#endif
