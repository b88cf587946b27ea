/* Internal: what one worker counted, as the joining of the workers' counts sees it. */
#ifndef LEDGER_TALLY_H
#define LEDGER_TALLY_H

#include "ledger/totals.h"
#include "base/intern.h"
#include "base/wide.h"

/* A place in the ledgers: the number of its path, and the line. */
struct tally_place {
	uint32_t path, line;
};

struct tally_group {
	wide sum;
	uint32_t account, organization; /* of the first row where they are not in `by` */
	int16_t fiscal_year;
	uint8_t expense, stage;
	uint32_t next; /* number + 1 of the project's next group; 0: the last */
	uint64_t rows : 62, rounded : 2; /* enum dgpm_rounded */
	struct tally_place first;
};

struct tally_project {
	uint32_t head, last; /* numbers + 1 of its groups' chain */
	uint32_t n;
	uint32_t *slot;      /* open addressing over its groups, number + 1; NULL while they are few */
	uint32_t mask;
	size_t rows;
	struct tally_place first;
};

struct dgpm_tally {
	unsigned by; /* DGPM_BY_ bits */
	struct dgpm_arena *arena;
	struct names projects, accounts, organizations;
	struct tally_project *of;    /* by the number of the project */
	struct tally_place *seen_at; /* by the number of the organization: its first row */
	size_t cap_of, cap_seen;
	const char **paths;
	size_t n_paths, cap_paths;
	struct tally_group **chunks; /* groups never move: growing copies none */
	size_t n, cap_chunks;
};

#define TALLY_CHUNK_BITS 10
#define TALLY_CHUNK ((size_t)1 << TALLY_CHUNK_BITS)

/* By its number + 1. */
static inline struct tally_group *tally_group(const struct dgpm_tally *t, uint32_t no)
{
	return &t->chunks[(no - 1) >> TALLY_CHUNK_BITS][(no - 1) & (TALLY_CHUNK - 1)];
}

/* Fiscal year, expense and stage as one number, in that order: all of a group but account and organization. */
static inline uint32_t tally_kind(const struct tally_group *g)
{
	return (uint32_t)(uint16_t)g->fiscal_year << 16 | (uint32_t)g->expense << 8 | g->stage;
}

#endif
