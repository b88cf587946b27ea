/*
 * Keys met before, for finding amounts given twice without keeping the rows.
 *
 * A bucket is found by 20 bits or so of the hash, and 32 others are kept: among 5 million keys the chance that any two
 * are taken for one is below one in 300. What is marked is read again and compared in full, so nothing wrong is told.
 */
#include "budget/parts.h"

#include <stdlib.h>
#include <sys/mman.h>

#define BUCKET ((size_t)8)          /* slots: half a cache line */
#define MOST ((size_t)1 << 23)      /* slots: 32 MiB */
#define STEP 1024                   /* keys told at once */
#define FAR 4096                    /* slots looked at: further the table is as good as full */
#define HUGE_PAGE ((size_t)1 << 21)

bool budget_seen_open(struct budget_seen *seen, size_t rows)
{
	size_t slots = 1024;

	while (slots < MOST && slots / 4 * 3 < rows)
		slots *= 2;
	seen->mask = slots / BUCKET - 1;
	seen->room = slots / 8 * 7;
	seen->slot = aligned_alloc(slots == MOST ? HUGE_PAGE : 64, slots * sizeof *seen->slot);
	seen->mark = calloc(slots / 64, sizeof *seen->mark);
	atomic_init(&seen->n, 0);
	atomic_init(&seen->full, false);
	seen->part = 0;
	seen->parts = 1;
	if (seen->slot == NULL || seen->mark == NULL) {
		budget_seen_close(seen);
		return false;
	}
	/* Every row touches a place at random: with small pages looking up the page costs more than the rest. */
	if (slots == MOST)
		(void)madvise(seen->slot, slots * sizeof *seen->slot, MADV_HUGEPAGE);
	memset(seen->slot, 0, slots * sizeof *seen->slot);
	return true;
}

void budget_seen_clear(struct budget_seen *seen)
{
	size_t slots = (seen->mask + 1) * BUCKET;

	memset(seen->slot, 0, slots * sizeof *seen->slot);
	memset(seen->mark, 0, slots / 64 * sizeof *seen->mark);
	atomic_store(&seen->n, 0);
	atomic_store(&seen->full, false);
}

void budget_seen_close(struct budget_seen *seen)
{
	free(seen->slot);
	free(seen->mark);
	seen->slot = NULL;
	seen->mark = NULL;
}

static uint32_t print_of(uint64_t hash)
{
	uint32_t print = (uint32_t)(hash >> 32);

	return print != 0 ? print : 1;
}

static bool is_mine(const struct budget_seen *seen, uint64_t hash)
{
	/* Bits that neither the bucket nor the fingerprint uses. */
	return seen->parts == 1 || (uint32_t)(dgpm_hash_mix(hash) >> 40) % seen->parts == seen->part;
}

void budget_seen_prefetch(const struct budget_seen *seen, uint64_t hash)
{
	__builtin_prefetch(&seen->slot[(hash & seen->mask) * BUCKET], 1);
}

static void mark(struct budget_seen *seen, size_t at)
{
	atomic_fetch_or_explicit(&seen->mark[at / 64], (uint64_t)1 << at % 64, memory_order_relaxed);
}

bool budget_seen_add(struct budget_seen *seen, uint64_t hash, size_t *fresh)
{
	uint32_t print = print_of(hash), there;
	size_t at = (hash & seen->mask) * BUCKET, end = (seen->mask + 1) * BUCKET;

	if (!is_mine(seen, hash) || atomic_load_explicit(&seen->full, memory_order_relaxed))
		return false;
	for (size_t tries = 0;; at = at + 1 < end ? at + 1 : 0) {
		there = atomic_load_explicit(&seen->slot[at], memory_order_relaxed);
		if (there == 0 && atomic_compare_exchange_strong_explicit(&seen->slot[at], &there, print,
									  memory_order_relaxed, memory_order_relaxed))
			break;
		if (there == print) {
			mark(seen, at);
			return true;
		}
		if (++tries == FAR) {
			atomic_store_explicit(&seen->full, true, memory_order_relaxed);
			return false;
		}
	}
	if (++*fresh == STEP) {
		if (atomic_fetch_add_explicit(&seen->n, STEP, memory_order_relaxed) + STEP > seen->room)
			atomic_store_explicit(&seen->full, true, memory_order_relaxed);
		*fresh = 0;
	}
	return false;
}

bool budget_seen_marked(const struct budget_seen *seen, uint64_t hash)
{
	uint32_t print = print_of(hash), there;
	size_t at = (hash & seen->mask) * BUCKET, end = (seen->mask + 1) * BUCKET;

	if (!is_mine(seen, hash))
		return false;
	for (size_t tries = 0; tries < FAR; tries++, at = at + 1 < end ? at + 1 : 0) {
		there = atomic_load_explicit(&seen->slot[at], memory_order_relaxed);
		if (there == 0)
			return false;
		if (there == print)
			return (atomic_load_explicit(&seen->mark[at / 64], memory_order_relaxed) >> at % 64 & 1) != 0;
	}
	return false;
}

size_t budget_seen_n_marked(const struct budget_seen *seen)
{
	size_t n = 0, words = (seen->mask + 1) * BUCKET / 64;

	for (size_t i = 0; i < words; i++)
		n += (size_t)__builtin_popcountll(atomic_load_explicit(&seen->mark[i], memory_order_relaxed));
	return n;
}
