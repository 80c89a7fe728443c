/* SPDX-License-Identifier: Apache-2.0 */
/* Feeds every byte value to json_string and compares with what JSON asks for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "json.h"

static int check(const char *bytes, size_t size, const char *expected)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	int wrong;

	json_string(out, bytes, size);
	fclose(out);
	wrong = strcmp(text, expected) != 0;
	if (wrong)
		fprintf(stderr, "expected %s, got %s\n", expected, text);
	free(text);
	return wrong;
}

int main(void)
{
	char expected[16];
	int failed = 0;

	failed += check("plain", 5, "\"plain\"");
	failed += check("a\"b\\c", 5, "\"a\\\"b\\\\c\"");
	failed += check("cut", 2, "\"cu\"");
	failed += check("\0hidden", 7, "\"\"");
	for (int byte = 1; byte < 256; byte++) {
		char bytes[1] = {(char)byte};

		if (byte >= 0x20 && byte <= 0x7e)
			continue;
		snprintf(expected, sizeof(expected), "\"\\u%04x\"", byte);
		failed += check(bytes, 1, expected);
	}
	return failed ? 1 : 0;
}
