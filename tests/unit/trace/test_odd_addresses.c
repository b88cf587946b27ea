/*
 * Addresses that reports print, and what people make of them: parts left out, put twice, taken from others. Each is
 * answered, or told why it is none; of what a figure is made can be asked again.
 */
#include "program.h"
#include "trace/answer.h"

#define OF_A_KIND 3 /* rows of a report whose every column is asked for */

static const char *const reports[] = {
	"ledger --by organization",
	"ledger --by fiscal_year,account",
	"track",
	"track --by organization",
	"track --detail",
	"consolidate -y 2022",
	"evaluate --date 2022-06-30",
	"evaluate --by organization",
	"show 2021-SMP-0002",
};

/* What dgpm report prints beside its figures. */
static const char *const of_documents[] = {
	"cards:2021-12-28/SMP/count",
	"classify:2021-12-28/SMP/1",
	"classify:2021-12-28/*/3",
	"known:2021-12-28/class",
	"known:2021-12-28/amount",
	"monitor:2021-12-28/2016-SMP-0001/score",
	"overlap:2009-SMP-0001/common:form-intake/score",
	"procedures:*/attachments",
	"procedures:*/complete",
	"review:2021/execution/approve",
	"row:ledgers/2020.csv:12",
};

/* Portfolios that have what the sample has not, and a report of theirs. */
static const struct elsewhere {
	const char *dir, *report;
} elsewhere[] = {
	{ "examples/japan-it", "track --date 2023-04-01" },
	{ "examples/japan-it", "ledger --by class" },
	{ "examples/japan-it", "ledger --by stage,expense -y 2021" },
	{ "examples/sample", "ledger --by sector -u yen" },
	{ "examples/sample", "track --by viewpoint" },
	{ "examples/sample", "evaluate --date 2022-06-30 --by kind" },
	{ "tests/cli/track-like-for-like/in", "track --target good --by viewpoint" },
	{ "tests/cli/track-like-for-like/in", "track --target good --by project" },
	{ "tests/cli/track-moved/in", "track --target opsmod-2020-2025 --by organization" },
	{ "tests/cli/track-odd-targets/in", "track --date 2023-04-01 --published" },
	{ "tests/cli/track-odd-targets/in", "track --date 2023-04-01 --by viewpoint" },
	{ "tests/cli/track-odd-targets/in", "track --date 2023-04-01 --by project" },
	{ "tests/cli/track-odd-targets/in", "track --date 2023-04-01 --by class --expense operation,unspecified" },
	{ "tests/cli/track-scenario/in", "track --date 2023-04-01 --by project" },
	{ "tests/cli/track-unsplit/in", "track --target hello-work --expense unspecified" },
	{ "tests/cli/track-verdicts/in", "track --date 2023-04-01 --by organization" },
	{ "tests/cli/evaluate-findings/in", "evaluate --date 2022-06-30" },
	{ "tests/cli/evaluate-marks/in", "evaluate --date 2022-06-30" },
};

struct asked {
	const char **items;
	size_t n, cap;
};

static void ask(struct asked *q, const char *address)
{
	for (size_t i = 0; i < q->n; i++)
		if (strcmp(q->items[i], address) == 0)
			return;
	*DGPM_PUSH(a, q->items, q->n, q->cap) = dgpm_arena_strdup(a, address);
}

/* Every address in a document: that of a row, and those of the row's columns. */
static void gather(struct asked *q, const struct dgpm_node *node, int *rows)
{
	const char *figure = node->kind == DGPM_MAP ? dgpm_node_cstr(dgpm_node_get(node, "figure")) : NULL;

	for (uint32_t i = 0; node->kind >= DGPM_LIST && i < node->n; i++) {
		const struct dgpm_node *part = node->kind == DGPM_MAP ? &node->pairs[i].value : &node->items[i];

		if (figure != NULL && *rows < OF_A_KIND)
			ask(q, dgpm_arena_printf(a, "%s/%s", figure, node->pairs[i].key.text));
		gather(q, part, rows);
	}
	if (figure != NULL && (*rows)++ < OF_A_KIND)
		ask(q, figure);
}

/* Whether dgpm answers; a diagnostic says why not. */
static bool answers(struct dgpm_portfolio *p, const char *address, struct dgpm_answers *out)
{
	struct dgpm_diags *told = dgpm_diags_new(a);
	struct dgpm_answer_how how = { .addresses = &address, .n = 1, .date = { 2022, 6, 30 }, .threads = 1 };

	if (dgpm_answers(out, a, told, p, &how) != 0) {
		ck_assert_msg(dgpm_diags_count(told) != 0, "%s: no answer, and no word", address);
		return false;
	}
	ck_assert_msg(out->n == 1, "%s: %zu answers", address, out->n);
	ck_assert_str_eq(out->items[0].text, address);
	return true;
}

/* Of what a figure is made: each part that has an address has an answer, which is the value it was given with. */
static void check_parts(struct dgpm_portfolio *p, const struct dgpm_answers *whole)
{
	const struct dgpm_answer *x = &whole->items[0];

	for (size_t i = 0; i < x->n_operands && i < 8; i++) {
		const struct dgpm_operand *part = &x->operands[i];
		struct dgpm_answers one;

		if (part->address == NULL)
			continue;
		ck_assert_msg(answers(p, part->address, &one), "%s: of %s: no answer", x->text, part->address);
		if (!x->is_row && part->value.kind == DGPM_ANSWER_YEN)
			ck_assert_msg(one.items[0].value.n == part->value.n, "%s: %s is another", x->text,
				      part->address);
	}
}

/* The address with something else in place of one of its parts. */
static void mangle(struct asked *q, const char *address, const char *other)
{
	static const char *const instead[] = {
		"", "*", "x", "1", "2021", "%zz", "organization=SMP", "a+b=c", "2021-SMP-0001"
	};
	size_t n = strlen(address);

	for (size_t i = 0; i <= n; i++) {
		size_t end = i + strcspn(address + i, ":/+=");

		if (i != 0 && strchr(":/+=", address[i - 1]) == NULL)
			continue;
		/* Cut off here, and the part said twice. */
		ask(q, dgpm_arena_printf(a, "%.*s", (int)i, address));
		ask(q, dgpm_arena_printf(a, "%.*s/%s", (int)end, address, address + i));
		for (size_t k = 0; i != 0 && k < DGPM_COUNT(instead); k++)
			ask(q, dgpm_arena_printf(a, "%.*s%s%s", (int)i, address, instead[k], address + end));
		/* The tail of an address of another kind. */
		ask(q, dgpm_arena_printf(a, "%.*s%s", (int)i, address, strchr(other, ':') + 1));
	}
}

static void gather_all(struct asked *q)
{
	for (size_t i = 0; i < DGPM_COUNT(of_documents); i++)
		ask(q, of_documents[i]);
	for (size_t i = 0; i < DGPM_COUNT(reports); i++) {
		const char *args = dgpm_arena_printf(a, "%s -q -f json", reports[i]);
		int rows = 0;

		gather(q, fixture_doc(program_prints("examples/sample", args).s), &rows);
	}
}

START_TEST(as_printed)
{
	struct dgpm_portfolio *p = fixture_portfolio("examples/sample");
	struct asked q = { 0 };
	struct dgpm_answers got;
	size_t n = 0;

	gather_all(&q);
	for (size_t i = 0; i < q.n; i++) {
		if (!answers(p, q.items[i], &got))
			continue;
		check_parts(p, &got);
		n++;
	}
	/* Columns that are no figures, such as names, have no answer. */
	ck_assert_uint_gt(n, q.n / 3);
}
END_TEST

START_TEST(as_printed_elsewhere)
{
	const struct elsewhere *from = &elsewhere[_i];
	const char *args = dgpm_arena_printf(a, "%s -q -f json", from->report);
	struct dgpm_portfolio *p = fixture_portfolio(from->dir);
	struct asked q = { 0 };
	struct dgpm_answers got;
	size_t n = 0;
	int rows = -8;

	gather(&q, fixture_doc(program_prints(from->dir, args).s), &rows);
	for (size_t i = 0; i < q.n; i++) {
		if (!answers(p, q.items[i], &got))
			continue;
		check_parts(p, &got);
		n++;
	}
	ck_assert_msg(n > q.n / 3, "%s in %s: %zu answers of %zu", from->report, from->dir, n, q.n);
}
END_TEST

static size_t parts(const char *address)
{
	size_t n = 0;

	for (; *address != '\0'; address++)
		n += strchr(":/+=", *address) != NULL;
	return n;
}

START_TEST(as_mistaken)
{
	struct dgpm_portfolio *p = fixture_portfolio("examples/sample");
	struct asked printed = { 0 }, q = { 0 };
	struct dgpm_answers got;
	const char *before = ":";

	gather_all(&printed);
	for (size_t i = 0; i < printed.n; i++) {
		const char *one = printed.items[i];
		size_t kind = strcspn(one, ":");

		/* Two of those that follow one another with as many parts of one kind would be asked the same. */
		if (strncmp(one, before, kind + 1) != 0 || parts(one) != parts(before))
			mangle(&q, one, printed.items[(i + printed.n / 2) % printed.n]);
		before = one;
	}
	ck_assert_uint_gt(q.n, 300);
	for (size_t i = 0; i < q.n; i++)
		if (dgpm_answer_is_address(q.items[i]))
			(void)answers(p, q.items[i], &got);
}
END_TEST

static void setup(void)
{
	fixture_open();
	program_find();
}

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("odd-addresses", &tc);

	tcase_add_checked_fixture(tc, setup, fixture_close);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, as_printed);
	tcase_add_loop_test(tc, as_printed_elsewhere, 0, DGPM_COUNT(elsewhere));
	tcase_add_test(tc, as_mistaken);
	return s;
}
