/* SPDX-License-Identifier: Apache-2.0 */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>
#include <stdio.h>

/*
 * Writes bytes as a JSON string with its quotes, up to the first NUL or `size`. Names of processes
 * and files may hold anything: what is not printable ASCII leaves as \u00XX, so that the line is
 * always one line of valid JSON.
 */
void json_string(FILE *out, const char *bytes, size_t size);

#endif
