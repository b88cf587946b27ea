/* Overlap: cores of names, their pieces, likeness. */
#include "govern/overlap_parts.h"
#include "base/text.h"
#include "unit.h"

static struct dgpm_str words[] = { { "情報システム", 18 }, { "システム", 12 }, { "等", 3 } };
static struct overlap_common common[] = { { { "ポータル", 12 }, 400, true }, { { "調達", 6 }, 63, false } };
static struct dgpm_str suffixes[] = { { "費", 3 }, { "の", 3 } };

static const struct core_case {
	const char *name, *core;
	size_t pieces;
} core_cases[] = {
	{ "登記情報システム", "登記", 1 },
	{ "登記 情報ｼｽﾃﾑ等", "登記", 1 },
	{ "漁船の台帳の費", "漁船の台帳", 4 },
	{ "第2期ＡＢＣ", "第 期abc", 4 },
	{ "システム等", "システム等", 4 },
	{ "年年年", "年年年", 1 },
	{ "調達総合情報システム", "調達総合", 2 },
	{ "電子調達システム", "電子調達", 2 },    /* a word inside a run of kanji, and 電子 */
	{ "旧調達ポータル", "旧調達ポータル", 3 }, /* 旧 stands alone */
	{ "ポータルポータル", "ポータルポータル", 1 },
	{ "", "", 0 },
	{ "・", "", 0 },
};

START_TEST(cores)
{
	const struct core_case *c = &core_cases[_i];
	struct overlap_model m = { .generic = words, .n_generic = 3, .suffixes = suffixes, .n_suffixes = 2,
				   .common = common, .n_common = 2 };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_str core = overlap_core(a, &m, dgpm_str_of(c->name));
	uint64_t *pieces;

	ck_assert_msg(dgpm_str_is(core, c->core), "%s: got '%.*s'", c->name, (int)core.n, core.s);
	ck_assert_msg(overlap_pieces(a, &m, core, &pieces) == c->pieces, "%s: %zu pieces", c->name,
		      overlap_pieces(a, &m, core, &pieces));
	dgpm_arena_free(a);
}
END_TEST

static const struct log_case {
	uint32_t n, log2;
} log_cases[] = { { 1, 0 }, { 2, 8 }, { 3, 12 }, { 4, 16 }, { 1000, 79 }, { 100000, 132 }, { 0xffffffffu, 255 } };

START_TEST(logs)
{
	ck_assert_uint_eq(overlap_log2(log_cases[_i].n), log_cases[_i].log2);
}
END_TEST

static const struct like_case {
	uint64_t shared, a, b;
	int percent;
} like_cases[] = {
	{ 10, 10, 10, 100 }, { 0, 10, 10, 0 }, { 1, 8, 8, 13 }, { 1, 3, 3, 33 }, { 5, 5, 15, 50 }, { 0, 0, 0, 0 },
};

START_TEST(likeness)
{
	const struct like_case *c = &like_cases[_i];

	ck_assert_int_eq(overlap_likeness(c->shared, c->a, c->b), c->percent);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("overlap", &tc);

	tcase_add_loop_test(tc, cores, 0, DGPM_COUNT(core_cases));
	tcase_add_loop_test(tc, logs, 0, DGPM_COUNT(log_cases));
	tcase_add_loop_test(tc, likeness, 0, DGPM_COUNT(like_cases));
	return s;
}
