/* Arrays and texts that grow, the table of keys, numbered texts, sorting. */
#include "base/buf.h"
#include "base/intern.h"
#include "base/list.h"
#include "base/map.h"

#include "unit.h"

#include <setjmp.h>
#include <stdio.h>

static struct dgpm_arena *arena;
static jmp_buf full;

static void out_of_memory(void *ctx)
{
	(void)ctx;
	longjmp(full, 1);
}

static void setup(void)
{
	arena = dgpm_arena_new(out_of_memory, NULL);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

START_TEST(push)
{
	struct {
		uint64_t a;
		const char *b;
	} *items = NULL;
	uint32_t n = 0, cap = 0;

	for (uint32_t i = 0; i < 5000; i++) {
		ck_assert_uint_eq(DGPM_PUSH(arena, items, n, cap)->a, 0);
		items[i].a = i * UINT64_C(3);
		items[i].b = i % 2 != 0 ? "odd" : NULL;
	}
	ck_assert_uint_eq(n, 5000);
	ck_assert_uint_ge(cap, n);
	for (uint32_t i = 0; i < n; i++) {
		ck_assert_uint_eq(items[i].a, i * UINT64_C(3));
		ck_assert((items[i].b != NULL) == (i % 2 != 0));
	}
}
END_TEST

/* Beyond a block: what is there stays, what is new is zero, and a neighbour in the arena is not touched. */
START_TEST(push_large)
{
	uint64_t *items = NULL;
	size_t n = 0, cap = 0;
	char *small = dgpm_arena_strdup(arena, "beside it");

	for (uint64_t i = 0; i < 600000; i++) {
		uint64_t *item = DGPM_PUSH(arena, items, n, cap);

		ck_assert_uint_eq(*item, 0);
		*item = i;
		if (i % 100000 == 0)
			ck_assert_ptr_nonnull(dgpm_arena_alloc(arena, 3000000));
	}
	for (uint64_t i = 0; i < n; i++)
		ck_assert_uint_eq(items[i], i);
	for (size_t i = n; i < cap; i++)
		ck_assert_uint_eq(items[i], 0);
	ck_assert_str_eq(small, "beside it");
	/* Of another arena it is copied; what has no block of its own stays. */
	{
		struct dgpm_arena *other = dgpm_arena_like(arena);
		uint64_t *copy = dgpm_arena_grow(other, items, n, n + 1, sizeof *items);

		ck_assert_ptr_ne(copy, items);
		ck_assert_uint_eq(copy[n - 1], items[n - 1]);
		dgpm_arena_drop(other, items);
		dgpm_arena_drop(other, copy);
		dgpm_arena_drop(other, NULL);
		dgpm_arena_free(other);
	}
	dgpm_arena_drop(arena, small);
	ck_assert_str_eq(small, "beside it");
	dgpm_arena_reset(arena);
	dgpm_arena_reset(arena);
}
END_TEST

START_TEST(room)
{
	char *s = NULL;
	size_t n = 0, cap = 0;
	const char *before;

	DGPM_ROOM(arena, s, n, cap, 1000);
	ck_assert_uint_ge(cap, 1000);
	before = s;
	DGPM_ROOM(arena, s, n, cap, cap);
	ck_assert_ptr_eq(s, before);
}
END_TEST

/* An array whose number would not fit asks for memory that there is not; it never wraps. */
START_TEST(push_too_many)
{
	static uint8_t *items;
	static uint8_t n, cap;
	volatile unsigned pushed = 0;

	if (setjmp(full) == 0) {
		for (;;) {
			*DGPM_PUSH(arena, items, n, cap) = 1;
			pushed++;
		}
	}
	ck_assert_uint_eq(pushed, 255);
	ck_assert_uint_eq(dgpm_list_cap(arena, 10, 16, 7, SIZE_MAX), 32);
	if (setjmp(full) == 0) {
		(void)dgpm_list_cap(arena, SIZE_MAX, SIZE_MAX, 1, SIZE_MAX);
		ck_abort_msg("more than SIZE_MAX items");
	}
	if (setjmp(full) == 0) {
		(void)dgpm_list_grow(arena, NULL, 0, SIZE_MAX / 2, 4);
		ck_abort_msg("more than SIZE_MAX bytes");
	}
}
END_TEST

static int cmp_ints(const void *a, const void *b)
{
	return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

START_TEST(sort)
{
	int some[] = { 3, 1, 2 };

	dgpm_sort(NULL, 0, sizeof *some, cmp_ints);
	dgpm_sort(some, 3, sizeof *some, cmp_ints);
	ck_assert_int_eq(some[0], 1);
	ck_assert_int_eq(some[1], 2);
	ck_assert_int_eq(some[2], 3);
}
END_TEST

START_TEST(buf)
{
	struct dgpm_buf b = { .arena = arena };

	ck_assert_str_eq(dgpm_buf_text(&b), "");
	dgpm_buf_sep(&b, ", ");
	dgpm_buf_add(&b, "");
	ck_assert_str_eq(dgpm_buf_text(&b), "");
	for (int i = 0; i < 3; i++) {
		dgpm_buf_sep(&b, ", ");
		dgpm_buf_addf(&b, "%d年", 2024 + i);
	}
	ck_assert_str_eq(dgpm_buf_text(&b), "2024年, 2025年, 2026年");
	dgpm_buf_char(&b, '!');
	dgpm_buf_str(&b, (struct dgpm_str){ "a\0b", 3 });
	dgpm_buf_str(&b, (struct dgpm_str){ NULL, 0 });
	ck_assert_uint_eq(b.n, strlen("2024年, 2025年, 2026年!") + 3);
	ck_assert_int_eq(memcmp(b.s + b.n - 3, "a\0b", 4), 0);
	dgpm_buf_clear(&b);
	ck_assert_str_eq(dgpm_buf_text(&b), "");
	for (int i = 0; i < 10000; i++)
		dgpm_buf_char(&b, (char)('a' + i % 26));
	ck_assert_uint_eq(strlen(dgpm_buf_text(&b)), 10000);
	ck_assert_int_eq(b.s[9999], 'a' + 9999 % 26);
}
END_TEST

/* A hash that lets all keys collide: `same` alone tells them apart. */
static uint64_t hash_of(uint32_t key, bool bad)
{
	return bad ? 7 : dgpm_hash_mix(key + 1u);
}

static bool same_key(const void *ctx, uint32_t number, const void *key)
{
	return ((const uint32_t *)ctx)[number] == *(const uint32_t *)key;
}

START_TEST(map)
{
	const bool bad = _i != 0;
	const uint32_t many = bad ? 500 : 100000;
	uint32_t *keys = dgpm_arena_array(arena, many, sizeof *keys);
	struct dgpm_map m = { .arena = arena };

	ck_assert_uint_eq(dgpm_map_get(&m, 1, same_key, keys, keys), DGPM_MAP_NONE);
	for (uint32_t i = 0; i < many; i++) {
		keys[i] = i * 7919u;
		ck_assert_uint_eq(dgpm_map_put(&m, hash_of(keys[i], bad), same_key, keys, &keys[i], i), i);
	}
	ck_assert_uint_eq(m.n, many);
	for (uint32_t i = 0; i < many; i++) {
		uint32_t key = i * 7919u, other = key + 1;

		ck_assert_uint_eq(dgpm_map_get(&m, hash_of(key, bad), same_key, keys, &key), i);
		ck_assert_uint_eq(dgpm_map_put(&m, hash_of(key, bad), same_key, keys, &key, many), i);
		if (!bad)
			ck_assert_uint_eq(dgpm_map_get(&m, hash_of(other, bad), same_key, keys, &other),
					  DGPM_MAP_NONE);
	}
	ck_assert_uint_eq(m.n, many);
}
END_TEST

/* Texts of every length up to some words, each differing in one byte from another: all have numbers of their own. */
START_TEST(intern)
{
	struct names names = { .arena = arena };
	char text[40];
	uint32_t n = 0;

	ck_assert_uint_eq(names_find(&names, DGPM_STR("x")), 0);
	for (int round = 0; round < 2; round++) {
		n = 0;
		for (size_t length = 0; length < sizeof text; length++) {
			memset(text, 'a', sizeof text);
			ck_assert_uint_eq(names_number(&names, (struct dgpm_str){ text, length }), n++);
			for (size_t i = 0; i < length; i++) {
				text[i] = 'b';
				ck_assert_uint_eq(names_number(&names, (struct dgpm_str){ text, length }), n++);
				text[i] = 'a';
			}
		}
	}
	ck_assert_uint_eq(names.n, n);
	ck_assert_uint_eq(names_find(&names, DGPM_STR("ab")), names_number(&names, DGPM_STR("ab")) + 1);
	ck_assert_uint_eq(names_number(&names, (struct dgpm_str){ NULL, 0 }), 0);
	ck_assert_str_eq(names.s[1].s, "a");
	ck_assert_uint_eq(names.hash[1], dgpm_hash(DGPM_STR("a")));
}
END_TEST

/* IDs that differ in their last digits, and amounts in their low or high bits, as texts and numbers of the field do:
 * the places that tables take, the lowest bits, are about as many as if drawn by lot (63 % of 65,536). */
START_TEST(spread)
{
	enum { MANY = 65536 };
	static uint8_t taken[MANY];
	size_t n = 0;

	memset(taken, 0, sizeof taken);
	for (unsigned i = 0; i < MANY; i++) {
		char text[32];
		uint64_t h = 0;

		if (_i == 0)
			h = dgpm_hash(
				(struct dgpm_str){ text, (size_t)snprintf(text, sizeof text, "2021-MHLW-%05u", i) });
		else
			h = dgpm_hash_mix(_i == 1 ? i : (uint64_t)i << 48);
		taken[dgpm_map_fold(h) % MANY] = 1;
	}
	for (size_t i = 0; i < MANY; i++)
		n += taken[i];
	ck_assert_uint_ge(n, MANY / 2);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("list", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, push);
	tcase_add_test(tc, push_large);
	tcase_add_test(tc, room);
	tcase_add_test(tc, push_too_many);
	tcase_add_test(tc, sort);
	tcase_add_test(tc, buf);
	tcase_add_loop_test(tc, map, 0, 2);
	tcase_add_test(tc, intern);
	tcase_add_loop_test(tc, spread, 0, 3);
	return s;
}
