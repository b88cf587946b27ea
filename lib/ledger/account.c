/* Accounts: kind and name. */
#include "ledger/account.h"

static const char *const kinds[DGPM_N_ACCOUNT_KINDS] = { "general", "special", "earmarked" };

bool dgpm_account_parse(struct dgpm_account *out, struct dgpm_str text)
{
	*out = (struct dgpm_account){ DGPM_ACCOUNT_GENERAL, { NULL, 0 } };
	for (enum dgpm_account_kind k = 0; k < DGPM_N_ACCOUNT_KINDS; k++) {
		size_t n = strlen(kinds[k]);

		if (text.n < n || memcmp(text.s, kinds[k], n) != 0)
			continue;
		if (text.n == n) {
			out->kind = k;
			return true;
		}
		/* The general account is one. */
		if (k == DGPM_ACCOUNT_GENERAL || text.s[n] != ':' || text.n == n + 1)
			return false;
		*out = (struct dgpm_account){ k, { text.s + n + 1, text.n - n - 1 } };
		return true;
	}
	return false;
}

enum dgpm_account_kind dgpm_account_kind(struct dgpm_str text)
{
	struct dgpm_account account;

	(void)dgpm_account_parse(&account, text);
	return account.kind;
}

const char *dgpm_account_kind_name(enum dgpm_account_kind kind)
{
	return kinds[kind];
}
