/*
 * Fuzz the reader of ods. The first byte says what the rest is: 'f' a whole file, 'c' the content, around which an
 * archive is made up, 's' the styles, 'm' the manifest, with a small content beside them.
 */
#include "book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct fuzz_part parts[] = {
	{ 'c', "content.xml",
	  "<d><table table:name='a'><table-column table:default-cell-style-name='k'/><table-row>"
	  "<table-cell office:value-type='float' office:value='1200'/></table-row></table></d>" },
	{ 's', "styles.xml",
	  "<d><number-style style:name='n'><number number:display-factor='1000'/></number-style>"
	  "<style style:name='k' style:data-style-name='n'/></d>" },
	{ 'm', "META-INF/manifest.xml", "<m><file-entry/></m>" },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 1 << 16 || memchr("fcsm", data[0], 4) == NULL)
		return 0;
	fuzz_read(data[0] == 'f' ? fuzz_file(data + 1, size - 1) :
				   fuzz_archive(parts, DGPM_COUNT(parts), (char)data[0], data + 1, size - 1));
	return 0;
}
