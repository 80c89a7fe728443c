/* SPDX-License-Identifier: Apache-2.0 */
/* What json_string writes for every single byte and for the edges of UTF-8. */
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

static int check_every_byte(void)
{
	int failed = 0;

	for (int byte = 1; byte < 256; byte++) {
		char bytes[1] = {(char)byte}, expected[16];

		if (byte == '"' || byte == '\\')
			snprintf(expected, sizeof(expected), "\"\\%c\"", byte);
		else if (byte < 0x20 || byte == 0x7f)
			snprintf(expected, sizeof(expected), "\"\\u%04x\"", byte);
		else if (byte < 0x7f)
			snprintf(expected, sizeof(expected), "\"%c\"", byte);
		else
			snprintf(expected, sizeof(expected), "\"\\ufffd\"");
		failed += check(bytes, 1, expected);
	}
	return failed;
}

int main(void)
{
	int failed = check_every_byte();

	failed += check("plain", 5, "\"plain\"");
	failed += check("cut", 2, "\"cu\"");
	failed += check("\0hidden", 7, "\"\"");
	/* The first and last character of each length. */
	failed += check("\xc2\x80 \xdf\xbf", 5, "\"\\u0080 \\u07ff\"");
	failed += check("\xe0\xa0\x80 \xef\xbf\xbf", 7, "\"\\u0800 \\uffff\"");
	failed += check("\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf", 9, "\"\\ud800\\udc00 \\udbff\\udfff\"");
	/* Overlong, surrogate, beyond U+10FFFF, cut off, cut off by a quote. */
	failed += check("\xc0\xaf", 2, "\"\\ufffd\\ufffd\"");
	failed += check("\xe0\x9f\xbf", 3, "\"\\ufffd\\ufffd\\ufffd\"");
	failed += check("\xed\xa0\x80", 3, "\"\\ufffd\\ufffd\\ufffd\"");
	failed += check("\xf4\x90\x80\x80", 4, "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
	failed += check("a\xf0\x9f\x98\x80", 4, "\"a\\ufffd\\ufffd\\ufffd\"");
	failed += check("\xe2\"", 2, "\"\\ufffd\\\"\"");
	return failed ? 1 : 0;
}
