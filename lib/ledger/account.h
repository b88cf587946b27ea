/*
 * What pays (会計, 財源), as ledgers and cards write it: general, special or earmarked, behind the last two perhaps a colon
 * and a name. Taken apart here alone.
 */
#ifndef LEDGER_ACCOUNT_H
#define LEDGER_ACCOUNT_H

#include "base/base.h"

/* Only what the general account pays is requested in bulk: in 特別会計 and 特定財源 the Agency takes part (S1 4-5). */
enum dgpm_account_kind {
	DGPM_ACCOUNT_GENERAL,
	DGPM_ACCOUNT_SPECIAL,
	DGPM_ACCOUNT_EARMARKED,
	DGPM_N_ACCOUNT_KINDS
};

struct dgpm_account {
	enum dgpm_account_kind kind;
	struct dgpm_str name; /* n is 0 where it has none */
};

/* False, and *out is the general account, when the text is no account; a name is not empty. */
bool dgpm_account_parse(struct dgpm_account *out, struct dgpm_str text);

/* The kind of a text that was read as an account before. */
enum dgpm_account_kind dgpm_account_kind(struct dgpm_str text);

/* "general", "special", "earmarked". */
const char *dgpm_account_kind_name(enum dgpm_account_kind kind);

#endif
