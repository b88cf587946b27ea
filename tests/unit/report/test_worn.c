/*
 * Worn portfolios: cards, plans and targets from which parts are gone, or in which a part says what another one says.
 * Every command ends with a status it may end with, and what it prints is whole: JSON holds against its schema, a row
 * of CSV has as many fields as the head, nothing is "(null)", and threads change nothing.
 */
#include "program.h"
#include "states.h"

#define ROUNDS 6

/* Cards stay what their schema says, so that they are read; one in nine is malformed. */
static void wear_all(struct state *s)
{
	struct pool pool = { 0 };

	for (size_t i = 0; i < s->n; i++)
		gather(&pool, s->cards[i].card);
	for (size_t i = 0; i < s->n; i++) {
		struct named *x = &s->cards[i];
		uint32_t times = any(40);

		for (uint32_t k = 0; k < times && x->card->n != 0; k++) {
			struct value *kept = deep_copy(x->card);

			wear(&pool, x->card);
			if (!is_valid(x, kept) && (k + 1 < times || any(9) != 0 || !is_card(x)))
				x->card = kept;
		}
	}
	for (size_t i = 0; i < s->n_rows; i++) {
		struct row *row = &s->rows[i];

		switch (any(12)) {
		case 0:
			row->yen = 0;
			break;
		case 1:
			row->yen *= 1000;
			break;
		case 2:
			*row = s->rows[--s->n_rows];
			break;
		case 3:
			row->fixed = dgpm_arena_printf(a, "%u%s", 2015 + any(12), row->fixed + 4);
			break;
		default:
			break;
		}
	}
}

static const char *const commands[] = {
	"list -y 2021",
	"list --where sector=local",
	"list --waivers",
	"validate",
	"review --stage pre-request --date 2022-06-30",
	"review --stage request --date 2022-08-31 --all",
	"review --stage execution --date 2023-06-30",
	"review --date 2022-06-30 --until 2023-05-31",
	"review --date 2022-06-30 --summary",
	"review --stage request --date 2022-06-30 --digest",
	"classify",
	"consolidate",
	"consolidate -y 2022",
	"overlap --all --min-score 1",
	"monitor --date 2022-06-30",
	"ledger",
	"ledger --totals --by organization,class --share",
	"ledger --by organization --across fiscal_year",
	"ledger --by name,class,sector,phase,item",
	"ledger --by account,expense,stage -u oku",
	"evaluate",
	"evaluate --all --bars",
	"evaluate --by organization,project,year,kind",
	"evaluate --kpi",
	"evaluate --transitions 2019,2021",
	"plan",
	"plan --summary",
	"procedures",
	"track",
	"track --by organization",
	"track --by project --detail --compare 2020",
	"track --what-if 10%,30%",
	"diff -y 2020,2021",
	"diff --stage pre-request,request -y 2022",
	"trace",
};

/* One project a round has its sheet, its review, its results; IDs stand behind. */
static const char *const of_one[] = { "show ", "review --stage request --date 2022-08-31 ", "overlap --project ",
				      "list --match " };

static const char *const formats[] = {
	"-f json",
	"-f csv -q",
	"--width=80 --lang=en --explain",
	"--width=70 --lang=ja --fold=always --era --color=always",
	"-f markdown --lang=ja",
};

static void check_one(const char *dir, const char *command, const char *format)
{
	program_check(dir, dgpm_arena_printf(a, "%s %s", command, format));
}

START_TEST(every_command)
{
	struct state s = { 0 };
	const char *dir, *base = realpath(_i % 4 == 3 ? "examples/japan-it" : "examples/sample", NULL);
	size_t round = (size_t)_i;
	struct dgpm_str text;
	struct named one;

	seed = round * 104729 + 5;
	read_state(&s, base);
	wear_all(&s);
	dir = write_state(&s);
	for (size_t i = 0; i < DGPM_COUNT(commands); i++)
		check_one(dir, commands[i], formats[(i + round) % DGPM_COUNT(formats)]);
	do
		one = s.cards[any((uint32_t)s.n)];
	while (!is_card(&one));
	check_one(dir, dgpm_arena_printf(a, "track --scenario %s=-20%%", one.id), formats[round % DGPM_COUNT(formats)]);
	for (size_t i = 0; i < DGPM_COUNT(of_one); i++)
		check_one(dir, dgpm_arena_cat(a, of_one[i], one.id), formats[(i + round) % DGPM_COUNT(formats)]);
	check_one(dir, dgpm_arena_printf(a, "report --date 2022-06-30 --lang=%s", round % 2 != 0 ? "ja" : "en"),
		  round % 3 == 0   ? "-f html"
		  : round % 3 == 1 ? "-f markdown"
				   : "-f text");
	check_one(dir, dgpm_arena_printf(a, "diff %s .", base), formats[round % DGPM_COUNT(formats)]);
	check_one(dir, dgpm_arena_printf(a, "diff %s . --findings", base), formats[(round + 1) % DGPM_COUNT(formats)]);
	check_one(dir, dgpm_arena_printf(a, "export %s/tables", fixture_folder()), "-q");
	free((char *)(uintptr_t)base);
	text = program_prints(dir, "review --stage request -f json -j1");
	ck_assert(dgpm_str_eq(text, program_prints(dir, "review --stage request -f json -j4")));
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
	Suite *s = unit_new("worn", &tc);

	tcase_add_checked_fixture(tc, setup, fixture_close);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, every_command, 0, ROUNDS);
	return s;
}
