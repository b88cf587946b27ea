/*
 * Fuzz the readers of spreadsheets. The first byte says what the rest is: 'f' a whole file, 's' a sheet of an xlsx, 't'
 * its shared texts, 'y' its styles, 'w' its workbook, where the other parts are made up around it.
 */
#include "book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct fuzz_part parts[] = {
	{ '\0', "_rels/.rels",
	  "<Relationships><Relationship Id='r' Type='/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
	{ 'w', "xl/workbook.xml", "<workbook><sheets><sheet name='a' r:id='s'/></sheets></workbook>" },
	{ '\0', "xl/_rels/workbook.xml.rels",
	  "<Relationships><Relationship Id='s' Type='/worksheet' Target='s.xml'/>"
	  "<Relationship Id='t' Type='/sharedStrings' Target='t.xml'/>"
	  "<Relationship Id='y' Type='/styles' Target='y.xml'/></Relationships>" },
	{ 's', "xl/s.xml",
	  "<worksheet><sheetData><row r='1'><c t='s'><v>0</v></c><c s='1'><v>44287.5</v></c><c s='2'><v>1234567</v></c>"
	  "</row></sheetData>"
	  "</worksheet>" },
	{ 't', "xl/t.xml", "<sst><si><t>x</t></si></sst>" },
	{ 'y', "xl/y.xml",
	  "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='#,##0,'/></numFmts>"
	  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>" },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 1 << 16 || memchr("fstyw", data[0], 5) == NULL)
		return 0;
	fuzz_read(data[0] == 'f' ? fuzz_file(data + 1, size - 1) :
				   fuzz_archive(parts, DGPM_COUNT(parts), (char)data[0], data + 1, size - 1));
	return 0;
}
