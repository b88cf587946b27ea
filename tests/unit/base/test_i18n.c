/* Catalogues: made here byte by byte, whole and damaged. */
#include "base/i18n.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = "/tmp/dgpm-mo-XXXXXX";

static void setup(void)
{
	strcpy(path, "/tmp/dgpm-mo-XXXXXX");
	close(mkstemp(path));
}

static void teardown(void)
{
	ck_assert(dgpm_language_open(NULL));
	unlink(path);
}

/* Three texts: the head, a plain one, one with a plural. */
#define TEXTS "\0a\0row\0rows\0" "head\0い\0行\0\0"
static const uint32_t good[] = {
	0x950412de, 0, 3, 28, 52, 0, 0,
	/* "" a row\0rows, then head い 行, at 76 */
	0, 76, 1, 77, 8, 79, 4, 88, 3, 93, 3, 97,
};

static void put(const uint32_t *words, size_t n_text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(words, 1, sizeof good, f), sizeof good);
	ck_assert_uint_eq(fwrite(TEXTS, 1, n_text, f), n_text);
	fclose(f);
}

START_TEST(whole)
{
	ck_assert_str_eq(_("a"), "a");
	put(good, sizeof TEXTS - 1);
	ck_assert(dgpm_language_open(path));
	ck_assert_str_eq(_("a"), "い");
	ck_assert_str_eq(_("b"), "b");
	ck_assert_str_eq(_(""), "");
	ck_assert_str_eq(P_("row", "rows", 1), "行");
	ck_assert_str_eq(P_("row", "rows", 2), "行");
	ck_assert_str_eq(P_("card", "cards", 1), "card");
	ck_assert_str_eq(P_("card", "cards", 0), "cards");
	/* What cannot be read changes nothing. */
	ck_assert(!dgpm_language_open("/nonexistent"));
	ck_assert_str_eq(_("a"), "い");
	ck_assert(dgpm_language_open(NULL));
	ck_assert_str_eq(_("a"), "a");
}
END_TEST

/* A word of the head or of the tables that leads out of the file. */
static const struct {
	size_t word;
	uint32_t value;
} faults[] = {
	{ 0, 0xde120495 }, { 0, 0 },           { 2, 4 },   { 2, UINT32_MAX }, { 3, 1000 }, { 3, UINT32_MAX - 3 },
	{ 4, 1000 },       { 7, 1000 },        { 8, 1000 }, { 8, UINT32_MAX }, { 11, UINT32_MAX }, { 13, 3 },
	{ 17, UINT32_MAX }, { 17, 6 },
};

START_TEST(damaged)
{
	uint32_t words[DGPM_COUNT(good)];

	memcpy(words, good, sizeof good);
	words[faults[_i].word] = faults[_i].value;
	put(words, sizeof TEXTS - 1);
	ck_assert(!dgpm_language_open(path));
	ck_assert_str_eq(_("a"), "a");
}
END_TEST

START_TEST(cut_off)
{
	for (size_t n = 0; n < sizeof TEXTS - 3; n++) {
		put(good, n);
		ck_assert_msg(!dgpm_language_open(path), "%zu", n);
	}
	ck_assert_int_eq(truncate(path, 20), 0);
	ck_assert(!dgpm_language_open(path));
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("i18n", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, whole);
	tcase_add_loop_test(tc, damaged, 0, (int)DGPM_COUNT(faults));
	tcase_add_test(tc, cut_off);
	return s;
}
