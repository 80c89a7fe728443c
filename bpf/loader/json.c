/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

void json_string(FILE *out, const char *bytes, size_t size)
{
	fputc('"', out);
	for (size_t i = 0; i < size && bytes[i] != '\0'; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte == '"' || byte == '\\')
			fprintf(out, "\\%c", byte);
		else if (byte < 0x20 || byte > 0x7e)
			fprintf(out, "\\u%04x", byte);
		else
			fputc(byte, out);
	}
	fputc('"', out);
}
