#include "unit.h"

#include <inttypes.h>
#include <stdlib.h>

Suite *unit_new(const char *name, TCase **tc)
{
	Suite *s = suite_create(name);

	*tc = tcase_create(name);
	tcase_set_timeout(*tc, 60);
	suite_add_tcase(s, *tc);
	return s;
}

const char *unit_diags(struct dgpm_arena *a, struct dgpm_diags *d)
{
	const char *all = "";

	for (size_t i = 0; i < dgpm_diags_count(d); i++) {
		const struct dgpm_diag *x = dgpm_diags_at(d, i);

		all = dgpm_arena_printf(a, "%s%" PRIu32 ":%" PRIu32 " %s %s\n", all, x->at.line, x->at.column,
					x->rule, x->message);
	}
	return all;
}

void unit_contract(int rc, const void *out, const struct dgpm_diags *d)
{
	ck_assert_msg(rc == 0 || rc == -1, "returned %d", rc);
	if (rc == 0)
		ck_assert_msg(out != NULL, "0 without a result");
	else
		ck_assert_msg(out == NULL && dgpm_diags_count(d) > 0, "-1 without a diagnostic, or with a result");
}

int main(void)
{
	SRunner *r = srunner_create(unit_suite());
	int failed;

	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
