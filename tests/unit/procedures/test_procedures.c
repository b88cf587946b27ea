/* Procedures: what old and new keys mean, and sums in which what is not counted is not zero. */
#include "fixture.h"
#include "procedures/parts.h"

static struct dgpm_procedure read_one(const char *text)
{
	struct dgpm_procedure p = { .organization = "MIC" };

	procedures_read(&p, a, fixture_doc(text));
	return p;
}

static const struct read_case {
	const char *text;
	enum dgpm_known_as online, complete;
	enum dgpm_attachments attachments;
	size_t n_attachments, n_omitted;
} read_cases[] = {
	{ "{name: a}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{online: true}", DGPM_YES, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{online: false, end_to_end: false}", DGPM_NO, DGPM_NO, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{online: \"yes\", end_to_end: true}", DGPM_YES, DGPM_YES, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{online: planned}", DGPM_PLANNED, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{attachments: none}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_NONE, 0, 0 },
	{ "{attachments: omitted}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_NONE, 0, 0 },
	{ "{attachments: paper}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_PAPER, 0, 0 },
	{ "{attachments: online}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_OTHER, 0, 0 },
	{ "{attachments: []}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_NONE, 0, 0 },
	{ "{attachments: [{kind: residence, status: omitted}, {kind: other, status: required}]}", DGPM_NOT_KNOWN,
	  DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_OTHER, 2, 1 },
	{ "{attachments: [{kind: residence, status: not-needed}]}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN,
	  DGPM_ATTACHMENTS_NONE, 1, 1 },
	{ "{parts: {attachments: online, identification: online, payment: none, answer: online}}", DGPM_NOT_KNOWN,
	  DGPM_YES, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{parts: {attachments: online, identification: online, payment: none, answer: paper}, end_to_end: true}",
	  DGPM_NOT_KNOWN, DGPM_NO, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
	{ "{parts: {attachments: online}, end_to_end: true}", DGPM_NOT_KNOWN, DGPM_YES, DGPM_ATTACHMENTS_UNKNOWN, 0,
	  0 },
	{ "{parts: {attachments: online}}", DGPM_NOT_KNOWN, DGPM_NOT_KNOWN, DGPM_ATTACHMENTS_UNKNOWN, 0, 0 },
};

START_TEST(reads)
{
	const struct read_case *c = &read_cases[_i];
	struct dgpm_procedure p = read_one(c->text);

	ck_assert_msg(p.online == c->online, "%s: online %d", c->text, p.online);
	ck_assert_msg(p.complete == c->complete, "%s: complete %d", c->text, p.complete);
	ck_assert_msg(p.attachments == c->attachments, "%s: attachments %d", c->text, p.attachments);
	ck_assert_uint_eq(p.n_attachments, c->n_attachments);
	ck_assert_uint_eq(p.n_omitted, c->n_omitted);
}
END_TEST

START_TEST(sums)
{
	struct dgpm_procedure items[] = {
		read_one("{online: \"yes\", yearly_uses: 900, uses_online: 450, kind: application}"),
		read_one("{online: \"no\", yearly_uses: 100, kind: notice}"),
		read_one("{online: planned, kind: application}"),
		read_one("{yearly_uses: 1000000, kind: application}"),
		read_one("{online: \"yes\", yearly_uses: 0}"),
		read_one("{name: nothing is known of it}"),
	};
	const struct dgpm_procedures all = { .items = items, .n = DGPM_COUNT(items) };
	size_t n;
	const struct dgpm_procedures_sum *s = dgpm_procedures_sum(&n, a, &all, DGPM_PROCEDURES_BY_KIND);
	const struct dgpm_procedures_sum *last = &s[n - 1];

	/* application, notice, not told, all. */
	ck_assert_uint_eq(n, 4);
	ck_assert(last->key == NULL);
	ck_assert_uint_eq(last->n, 6);
	ck_assert_uint_eq(last->n_online_known, 4);
	ck_assert_uint_eq(last->n_online, 2);
	ck_assert_uint_eq(last->n_planned, 1);
	ck_assert_uint_eq(last->n_uses, 4);
	ck_assert_int_eq(last->uses, 1001000);
	/* What says nothing of being online weighs nothing. */
	ck_assert_uint_eq(last->n_weighed, 3);
	ck_assert_int_eq(last->weighed_uses, 1000);
	ck_assert_int_eq(last->online_uses, 900);
	ck_assert_uint_eq(last->n_use_rate, 1);
	ck_assert_int_eq(last->rate_online, 450);
	ck_assert_uint_eq(last->n_zero_online, 1);
	ck_assert_uint_eq(last->n_complete_known, 0);
	ck_assert_uint_eq(s[0].n, 3);
	ck_assert_uint_eq(s[1].n, 1);
	ck_assert_str_eq(s[2].key, "");
}
END_TEST

START_TEST(no_procedures)
{
	const struct dgpm_procedures none = { 0 };
	size_t n;
	const struct dgpm_procedures_sum *s = dgpm_procedures_sum(&n, a, &none, DGPM_PROCEDURES_BY_ORGANIZATION);

	ck_assert_uint_eq(n, 1);
	ck_assert_uint_eq(s[0].n, 0);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("procedures", &tc);

	tcase_add_checked_fixture(tc, fixture_open, fixture_close);
	tcase_add_loop_test(tc, reads, 0, DGPM_COUNT(read_cases));
	tcase_add_test(tc, sums);
	tcase_add_test(tc, no_procedures);
	return s;
}
