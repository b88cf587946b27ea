/* The floor of reading an xlsx: libzip and expat alone over its sheet and its texts, counting: floor_xlsx FILE */
#include <expat.h>
#include <stdio.h>
#include <zip.h>

struct counts {
	unsigned long elements, ends, bytes;
};

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	(void)name;
	(void)attributes;
	((struct counts *)ctx)->elements++;
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
	(void)name;
	((struct counts *)ctx)->ends++;
}

static void XMLCALL on_text(void *ctx, const XML_Char *s, int n)
{
	(void)s;
	((struct counts *)ctx)->bytes += (unsigned long)n;
}

static int parse(zip_t *zip, const char *name, struct counts *counts)
{
	const int chunk = 1 << 16;
	XML_Parser parser = XML_ParserCreate(NULL);
	zip_file_t *file = zip_fopen(zip, name, 0);
	zip_int64_t n = 1;

	if (file == NULL || parser == NULL)
		return -1;
	XML_SetUserData(parser, counts);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	while (n > 0) {
		void *buf = XML_GetBuffer(parser, chunk);

		n = buf != NULL ? zip_fread(file, buf, (zip_uint64_t)chunk) : -1;
		if (n < 0 || XML_ParseBuffer(parser, (int)n, n == 0) != XML_STATUS_OK)
			return -1;
	}
	XML_ParserFree(parser);
	return zip_fclose(file);
}

int main(int argc, char **argv)
{
	struct counts counts = { 0 };
	zip_t *zip = argc == 2 ? zip_open(argv[1], ZIP_RDONLY, NULL) : NULL;

	if (zip == NULL) {
		fputs("usage: floor_xlsx FILE\n", stderr);
		return 2;
	}
	if (parse(zip, "xl/sharedStrings.xml", &counts) != 0 || parse(zip, "xl/worksheets/sheet1.xml", &counts) != 0)
		return 2;
	printf("elements %lu bytes of text %lu\n", counts.elements, counts.bytes);
	return zip_close(zip) == 0 ? 0 : 2;
}
