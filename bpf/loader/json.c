/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include "json.h"

#define REPLACEMENT 0xfffd

static int is_between(unsigned char byte, unsigned char low, unsigned char high)
{
	return byte >= low && byte <= high;
}

/* How many bytes the UTF-8 character at `at` takes, 0 if it is none: the table of RFC 3629, 4. */
static size_t character_size(const unsigned char *at, size_t left)
{
	size_t size = at[0] < 0x80		      ? 1
		      : is_between(at[0], 0xc2, 0xdf) ? 2
		      : is_between(at[0], 0xe0, 0xef) ? 3
		      : is_between(at[0], 0xf0, 0xf4) ? 4
						      : 0;

	if (size == 0 || size > left)
		return 0;
	for (size_t i = 1; i < size; i++)
		if (!is_between(at[i], 0x80, 0xbf))
			return 0;
	/* Overlong, surrogate, or beyond U+10FFFF. */
	if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) ||
	    (at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f))
		return 0;
	return size;
}

static unsigned long code_point(const unsigned char *at, size_t size)
{
	static const unsigned char payload[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned long point = at[0] & payload[size];

	for (size_t i = 1; i < size; i++)
		point = point << 6 | (at[i] & 0x3f);
	return point;
}

static void write_character(FILE *out, unsigned long point)
{
	if (point == '"' || point == '\\')
		fprintf(out, "\\%c", (int)point);
	else if (point >= 0x20 && point < 0x7f)
		fputc((int)point, out);
	else if (point < 0x10000)
		fprintf(out, "\\u%04lx", point);
	else
		fprintf(out, "\\u%04lx\\u%04lx", 0xd800 + ((point - 0x10000) >> 10),
			0xdc00 + (point & 0x3ff));
}

void json_string(FILE *out, const char *bytes, size_t size)
{
	const unsigned char *at = (const unsigned char *)bytes;
	size_t length = strnlen(bytes, size), used;

	fputc('"', out);
	for (size_t i = 0; i < length; i += used ? used : 1) {
		used = character_size(at + i, length - i);
		write_character(out, used ? code_point(at + i, used) : REPLACEMENT);
	}
	fputc('"', out);
}
