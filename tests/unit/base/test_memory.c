/* Memory that cannot be had, whoever asks, ends in one place; texts and tables at the edge of their sizes; numbers of
 * documents at the edge of what they can say. */
#include "base/buf.h"
#include "base/decimal.h"
#include "base/list.h"
#include "base/map.h"
#include "unit.h"

#include <limits.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static jmp_buf back;

static void no_memory(void *ctx)
{
	++*(int *)ctx;
	longjmp(back, 1);
}

static void alloc(struct dgpm_arena *a)
{
	(void)dgpm_arena_alloc(a, SIZE_MAX - 8);
}

static void alloc_much(struct dgpm_arena *a)
{
#ifdef __SANITIZE_ADDRESS__
	dgpm_arena_fail(a); /* the sanitizer ends a program that asks for as much */
#else
	(void)dgpm_arena_alloc(a, SIZE_MAX / 2);
#endif
}

static void array(struct dgpm_arena *a)
{
	(void)dgpm_arena_array(a, SIZE_MAX / 2, 4);
}

static void grow(struct dgpm_arena *a)
{
	(void)dgpm_arena_grow(a, NULL, 0, SIZE_MAX / 2, 4);
}

static void copy(struct dgpm_arena *a)
{
	(void)dgpm_arena_strndup(a, "", SIZE_MAX);
}

static void piece(struct dgpm_arena *a)
{
	struct dgpm_buf b = { .arena = a };

	dgpm_buf_str(&b, (struct dgpm_str){ "", SIZE_MAX });
}

/* printf() refuses a text of more than 2 GiB. */
static volatile int widest = INT_MAX;

static void format(struct dgpm_arena *a)
{
	(void)dgpm_arena_printf(a, "%*d %d", widest, 1, 1);
}

static void format_piece(struct dgpm_arena *a)
{
	struct dgpm_buf b = { .arena = a };

	dgpm_buf_addf(&b, "%*d %d", widest, 1, 1);
}

static void table(struct dgpm_arena *a)
{
	struct dgpm_map m = { .arena = a };

	dgpm_map_reserve(&m, (size_t)DGPM_MAP_NONE + 1);
}

static void nothing_left(struct dgpm_arena *a)
{
	dgpm_arena_fail(a);
}

static void (*const asks[])(struct dgpm_arena *) = { alloc, alloc_much, array,	      grow,  copy,
						     piece, format,	format_piece, table, nothing_left };

START_TEST(ends_in_one_place)
{
	int told = 0;
	struct dgpm_arena *a = dgpm_arena_new(no_memory, &told), *like = dgpm_arena_like(a);

	if (setjmp(back) == 0)
		asks[_i](_i % 2 == 0 ? a : like);
	ck_assert_int_eq(told, 1);
	/* What was there before is as good as it was. */
	ck_assert_str_eq(dgpm_arena_cat(a, "a", "b"), "ab");
	dgpm_arena_free(like);
	dgpm_arena_free(a);
}
END_TEST

/* Without a hook the program is aborted: it does not go on without memory. */
START_TEST(aborts)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

		(void)close(STDERR_FILENO);
		dgpm_arena_fail(a);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}
END_TEST

static const struct {
	const char *text;
	bool is;
	int kind;
	const char *equal; /* NULL: to nothing, itself neither */
} decimals[] = {
	{ "", false, 0, NULL },
	{ "-", false, 0, NULL },
	{ ".", false, 0, NULL },
	{ "1e", false, 0, NULL },
	{ "1e+", false, 0, NULL },
	{ "1ex", false, 0, NULL },
	{ "1x", false, 0, NULL },
	{ "1.2.3", false, 0, NULL },
	{ "0x", false, 0, NULL },
	{ "0xg", false, 0, NULL },
	{ "0o8", false, 0, NULL },
	{ ".inx", false, 0, NULL },
	{ ".infx", false, 0, NULL },
	{ "0xff", true, DECIMAL_FINITE, "255" },
	{ "0xFA0", true, DECIMAL_FINITE, "4e3" },
	{ "0o144", true, DECIMAL_FINITE, "100" },
	{ "0x0", true, DECIMAL_FINITE, "-0" },
	{ "0xffffffffffffffffffffffffffffffff", true, DECIMAL_FINITE, "340282366920938463463374607431768211455" },
	{ "0x1ffffffffffffffffffffffffffffffff", true, DECIMAL_NAN, NULL },
	{ ".inf", true, DECIMAL_INFINITE, "+.INF" },
	{ ".Inf", true, DECIMAL_INFINITE, ".inf" },
	{ "-.inf", true, DECIMAL_INFINITE, "-.Inf" },
	{ ".nan", true, DECIMAL_NAN, NULL },
	{ ".NaN", true, DECIMAL_NAN, NULL },
	{ ".NAN", true, DECIMAL_NAN, NULL },
	{ "1e99999999999999999999", true, DECIMAL_FINITE, "1e88888888888888888888" },
};

START_TEST(decimal)
{
	struct decimal a, b;
	int c = 7;

	ck_assert_int_eq(decimal_read(&a, dgpm_str_of(decimals[_i].text)), decimals[_i].is);
	if (!decimals[_i].is)
		return;
	ck_assert_int_eq(a.kind, decimals[_i].kind);
	ck_assert(decimal_read(&b, dgpm_str_of(decimals[_i].equal != NULL ? decimals[_i].equal : decimals[_i].text)));
	if (decimals[_i].equal == NULL) {
		ck_assert(!decimal_cmp(&c, &a, &b));
		ck_assert(decimal_read(&b, DGPM_STR("1")));
		ck_assert(!decimal_cmp(&c, &a, &b) && !decimal_cmp(&c, &b, &a));
		return;
	}
	ck_assert(decimal_cmp(&c, &a, &b));
	ck_assert_int_eq(c, 0);
	ck_assert_uint_eq(decimal_hash(&a), decimal_hash(&b));
}
END_TEST

/* What a schema may count by: minLength: 3, 3.0, 3e0. */
static const struct {
	const char *text;
	bool is;
	uint32_t count;
} counts[] = {
	{ "0", true, 0 },
	{ "3.0", true, 3 },
	{ "2e1", true, 20 },
	{ "0x1f", true, 31 },
	{ "4294967295", true, UINT32_MAX },
	{ "4294967296", true, UINT32_MAX },
	{ "1e1000", true, UINT32_MAX },
	{ "0e9", true, 0 },
	{ "-1", false, 0 },
	{ "-0", true, 0 },
	{ "0.5", false, 0 },
	{ ".inf", false, 0 },
	{ ".nan", false, 0 },
};

START_TEST(count)
{
	struct decimal d;
	uint32_t n = 0;

	ck_assert(decimal_read(&d, dgpm_str_of(counts[_i].text)));
	ck_assert_int_eq(decimal_count(&n, &d), counts[_i].is);
	if (counts[_i].is)
		ck_assert_uint_eq(n, counts[_i].count);
}
END_TEST

START_TEST(multiple_of_nothing)
{
	static const char *const texts[] = { ".inf", ".nan", "0", "12345678901234567890123456789012345678" };
	struct decimal one, other;

	ck_assert(decimal_read(&one, DGPM_STR("1")));
	for (size_t i = 0; i < DGPM_COUNT(texts); i++) {
		ck_assert(decimal_read(&other, dgpm_str_of(texts[i])));
		ck_assert(!decimal_multiple(&one, &other));
		if (i < 2)
			ck_assert(!decimal_multiple(&other, &one));
	}
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("memory", &tc);

	tcase_add_loop_test(tc, ends_in_one_place, 0, DGPM_COUNT(asks));
	tcase_add_test(tc, aborts);
	tcase_add_loop_test(tc, decimal, 0, DGPM_COUNT(decimals));
	tcase_add_loop_test(tc, count, 0, DGPM_COUNT(counts));
	tcase_add_test(tc, multiple_of_nothing);
	return s;
}
