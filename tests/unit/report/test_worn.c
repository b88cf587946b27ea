/*
 * Worn portfolios: cards, plans and targets from which parts are gone, or in which a part says what another one says.
 * Every command ends with a status it may end with, and what it prints is whole: JSON holds against its schema, a row
 * of CSV has as many fields as the head, nothing is "(null)", and threads change nothing.
 */
#include "base/buf.h"
#include "states.h"

#include <inttypes.h>
#include <sys/wait.h>

#define ROUNDS 6

static char program[4096];

/* By the key of the map that holds it: what is said somewhere can be said elsewhere. */
struct pool {
	struct said {
		const char *key;
		struct value *value;
	} *items;
	size_t n, cap;
};

static void gather(struct pool *pool, struct value *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == DGPM_MAP)
			*DGPM_PUSH(a, pool->items, pool->n, pool->cap) =
				(struct said){ v->parts[i].key, v->parts[i].value };
		gather(pool, v->parts[i].value);
	}
}

/* Another value of the key; the same one, where all are looked at in vain. */
static struct value *other_of(const struct pool *pool, const char *key, struct value *own)
{
	for (int tries = 0; tries < 200; tries++) {
		const struct said *one = &pool->items[any((uint32_t)pool->n)];

		if (key != NULL && strcmp(one->key, key) == 0)
			return one->value;
	}
	return own;
}

static struct value *deep_copy(const struct value *v)
{
	struct dgpm_node node = node_of(v);

	return value_of(diff_copy(a, &node));
}

/* One change of a part that was picked: it goes, is emptied, says what another says, or an amount nobody expects. */
static void wear(const struct pool *pool, struct value *root)
{
	static const char *const amounts[] = { "0", "1", "99", "2030", "999999999999", "9007199254740991" };
	struct value *parent = root, *v;
	size_t at = any((uint32_t)root->n);

	while ((v = parent->parts[at].value)->n != 0 && any(3) != 0) {
		parent = v;
		at = any((uint32_t)v->n);
	}
	switch (any(8)) {
	case 0:
		v->n = 0;
		return;
	case 1:
	case 2:
		if (v->kind == DGPM_NUMBER) {
			v->text = amounts[any(DGPM_COUNT(amounts))];
			return;
		}
		/* fall through */
	case 3:
		parent->parts[at].value = deep_copy(other_of(pool, parent->parts[at].key, v));
		return;
	case 4:
		if (parent->kind == DGPM_LIST)
			add_part(parent, NULL, deep_copy(v));
		return;
	default:
		remove_part(parent, at);
	}
}

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

/* What a command prints. It may find nothing, find something, or not be able to read all; 2 alone may print nothing. */
static struct dgpm_str printed(const char *dir, const char *args)
{
	const char *line = dgpm_arena_printf(a, "%s %s -C %s 2>/dev/null </dev/null", program, args, dir);
	FILE *f = popen(line, "r");
	struct dgpm_buf b = { .arena = a };
	char piece[65536];
	size_t n;
	int status;

	ck_assert_ptr_nonnull(f);
	while ((n = fread(piece, 1, sizeof piece, f)) != 0)
		dgpm_buf_str(&b, (struct dgpm_str){ piece, n });
	status = pclose(f);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) <= 2, "round %" PRIu64 ": %s: status %d", seed, args,
		      status);
	ck_assert_msg(b.n != 0 || WEXITSTATUS(status) == 2 || strstr(args, "-f json") == NULL, "%s: nothing", args);
	return (struct dgpm_str){ dgpm_buf_text(&b), b.n };
}

static void tell(void *ctx, const struct dgpm_schema_failure *failure)
{
	const char **to = ctx;

	*to = dgpm_arena_printf(a, "%s%u: %s\n", *to, failure->node->line, failure->detail);
}

static void check_json(const char *args, struct dgpm_str text)
{
	const struct dgpm_doc_limits limits = { .bytes = text.n + 1, .depth = 100, .expanded = 10000000 };
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct dgpm_schema *schema;
	const struct dgpm_node *root;
	const char *kind, *failures = "";

	ck_assert_msg(dgpm_doc_parse(&root, a, d, args, text, &limits) == 0, "%s: %s", args, unit_diags(a, d));
	kind = dgpm_node_cstr(dgpm_node_get(root, "schema"));
	ck_assert_msg(kind != NULL && strncmp(kind, "dgpm/", 5) == 0, "%s: no schema is named", args);
	schema = dgpm_data_schema(data, d, dgpm_arena_printf(a, "output/%.*s", (int)strcspn(kind + 5, "@"), kind + 5));
	ck_assert_msg(schema != NULL, "%s: %s", args, unit_diags(a, d));
	ck_assert_msg(dgpm_schema_holds(run, schema, root, tell, &failures), "%s: %s", args, failures);
	dgpm_schema_run_free(run);
}

/* Fields are counted as a spreadsheet program would. */
static void check_csv(const char *args, struct dgpm_str text)
{
	size_t head = 0, fields = 1, row = 1;
	bool quoted = false;

	for (size_t i = 0; i < text.n; i++) {
		quoted ^= text.s[i] == '"';
		fields += text.s[i] == ',' && !quoted;
		if (text.s[i] != '\n' || quoted)
			continue;
		head = head == 0 ? fields : head;
		ck_assert_msg(fields == head, "%s: row %zu has %zu fields of %zu", args, row, fields, head);
		fields = 1;
		row++;
	}
	ck_assert_msg(!quoted && fields == 1, "%s: the last row has no end", args);
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
	const char *args = dgpm_arena_printf(a, "%s %s", command, format);
	struct dgpm_str text = printed(dir, args);

	ck_assert_msg(memmem(text.s, text.n, "(null)", 6) == NULL, "%s: (null)", args);
	if (text.n == 0)
		return;
	if (strncmp(format, "-f json", 7) == 0)
		check_json(args, text);
	else if (strncmp(format, "-f csv", 6) == 0)
		check_csv(args, text);
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
		check_one(dir, dgpm_arena_cat(a, of_one[i], one.id),
			  formats[(i + round) % DGPM_COUNT(formats)]);
	check_one(dir, dgpm_arena_printf(a, "report --date 2022-06-30 --lang=%s", round % 2 != 0 ? "ja" : "en"),
		  round % 3 == 0 ? "-f html" : round % 3 == 1 ? "-f markdown" : "-f text");
	check_one(dir, dgpm_arena_printf(a, "diff %s .", base), formats[round % DGPM_COUNT(formats)]);
	check_one(dir, dgpm_arena_printf(a, "diff %s . --findings", base), formats[(round + 1) % DGPM_COUNT(formats)]);
	check_one(dir, dgpm_arena_printf(a, "export %s/tables", fixture_folder()), "-q");
	free((char *)(uintptr_t)base);
	text = printed(dir, "review --stage request -f json -j1");
	ck_assert(dgpm_str_eq(text, printed(dir, "review --stage request -f json -j4")));
}
END_TEST

static void setup(void)
{
	ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);

	fixture_open();
	ck_assert_int_gt(n, 0);
	/* build/tests/unit/report/test_worn: the program is build/dgpm. */
	for (int up = 0; up < 4; up++)
		*strrchr(program, '/') = '\0';
	strcat(program, "/dgpm");
	setenv("DGPM_DATA", "schemas", 1);
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
