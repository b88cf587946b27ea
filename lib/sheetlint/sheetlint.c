/* The machine-readability of spreadsheets: files, the series of years, what is told. */
#include "base/i18n.h"
#include "base/buf.h"
#include "base/list.h"
#include "sheetlint/look.h"

#define SHEETLINT_ID(level, number) [L##level##_##number] = "L" #level "-" #number,
static const char *const ids[] = { SHEETLINT_RULES(SHEETLINT_ID) };
#undef SHEETLINT_ID

/* The headers of a file's first sheet, for those of the next year. */
struct file_headers {
	const char *shown, *skeleton;
	struct dgpm_str *names;
	uint32_t n, line;
};

struct run {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_data *data;
	const struct dgpm_node *rules, *texts, *prefectures;
	const struct dgpm_sheetlint_how *how;
	struct dgpm_sheetlint_stats *stats;
	struct file_headers *files;
	size_t n_files;
};

static const struct dgpm_node *rule_of(const struct run *run, enum sheetlint_rule rule)
{
	for (uint32_t i = 0; i < run->rules->n; i++)
		if (dgpm_str_is(dgpm_node_str(dgpm_node_get(&run->rules->items[i], "id")), ids[rule]))
			return &run->rules->items[i];
	return NULL;
}

static const char *text_of(const struct run *run, const struct dgpm_node *rule, const char *key)
{
	return dgpm_data_text(run->data, dgpm_node_get(rule, key));
}

/* A word of the list `texts`. */
static const char *word(const struct run *run, const char *key)
{
	const char *text = text_of(run, run->texts, key);

	return text != NULL ? text : "";
}

/* Whether a rule is about files of this kind. */
static bool is_about(const struct dgpm_node *rule, enum dgpm_book_kind kind)
{
	static const char *const names[] = { "csv", "xlsx", "xls", "ods" };
	const struct dgpm_node *kinds = dgpm_node_get(rule, "kinds");

	if (kinds == NULL)
		return true;
	for (uint32_t i = 0; i < kinds->n; i++)
		if (dgpm_str_is(dgpm_node_str(&kinds->items[i]), names[kind]))
			return true;
	return false;
}

/* "Sheet1!C3 '1,200', C4:D4 and 12 more" */
static const char *cells_text(const struct run *run, const char *sheet, const struct sheetlint_cells *cells)
{
	struct dgpm_buf b = { .arena = run->arena };
	char name[8];

	for (size_t i = 0; i < cells->n && i < SHEETLINT_CELLS; i++) {
		const struct sheetlint_cell *c = &cells->first[i];
		uint32_t row = c->line != 0 ? c->line : c->row;

		if (row == 0 && c->column == 0) {
			/* Of the file as a whole: what it is. */
			dgpm_buf_add(&b, c->text != NULL ? c->text : "");
			continue;
		}
		dgpm_buf_add(&b, b.n != 0 ? ", " : sheet);
		dgpm_buf_add(&b, c->column == 0 ? word(run, "row") : dgpm_column_name(name, c->column));
		dgpm_buf_addf(&b, "%u", row);
		if (c->to_row != 0)
			dgpm_buf_addf(&b, ":%s%u", dgpm_column_name(name, c->to_column), c->to_row);
		if (c->text != NULL)
			dgpm_buf_addf(&b, " '%s'", c->text);
	}
	if (cells->n > SHEETLINT_CELLS)
		dgpm_buf_addf(&b, "%s%zu%s", word(run, "more-before"), cells->n - SHEETLINT_CELLS,
			      word(run, "more-behind"));
	return dgpm_buf_text(&b);
}

static void tell(const struct run *run, enum sheetlint_rule id, const char *shown, const char *sheet,
		 const struct sheetlint_result *result)
{
	static const enum dgpm_severity severities[] = { DGPM_SAID_PASS, DGPM_WARNING, DGPM_SAID_NOT_APPLICABLE,
							 DGPM_SAID_CANNOT_COMPUTE };
	const struct dgpm_node *rule = rule_of(run, id);
	const char *title = text_of(run, rule, "title"), *what = NULL, *cells;
	const struct sheetlint_cell *first = &result->cells.first[0];
	struct dgpm_diag d = { .severity = severities[result->verdict], .rule = ids[id], .at = { .path = shown } };

	if (result->verdict != SHEETLINT_FOUND && !run->how->all)
		return;
	if (title == NULL)
		return;
	if (result->verdict == SHEETLINT_FOUND) {
		what = text_of(run, rule, "found");
		d.remedy = text_of(run, rule, "remedy");
	} else if (result->verdict == SHEETLINT_PERSON) {
		const char *question = text_of(run, rule, "person");

		what = dgpm_arena_printf(run->arena, "%s: %s", word(run, "person"),
					 question != NULL ? question : title);
	} else if (result->verdict == SHEETLINT_NOT_APPLICABLE) {
		what = word(run, "not-applicable");
	}
	cells = cells_text(run, sheet, &result->cells);
	if (*cells == '\0' && *sheet != '\0')
		cells = dgpm_arena_strndup(run->arena, sheet, strlen(sheet) - 1);
	d.message = title;
	if (what != NULL)
		d.message = dgpm_arena_printf(run->arena, "%s: %s", d.message, what);
	if (*cells != '\0')
		d.message = dgpm_arena_printf(run->arena, "%s: %s", d.message, cells);
	if (result->cells.n != 0) {
		d.at.line = first->line != 0 ? first->line : first->row;
		d.at.column = first->column;
		d.value = first->row != 0 ? first->text : NULL; /* of the file as a whole it is a sentence of ours */
	}
	/* Which sheet it is, is part of what makes it this finding. */
	if (*sheet != '\0')
		d.pointer = dgpm_arena_printf(run->arena, "/%.*s", (int)strlen(sheet) - 1, sheet);
	dgpm_diag_push(run->diags, &d);
}

static void tell_all(const struct run *run, const struct sheetlint *l, const char *shown)
{
	bool csv = dgpm_book_kind(l->book) == DGPM_BOOK_CSV;
	const char *sheet = csv ? "" : dgpm_arena_printf(run->arena, "%s!", dgpm_book_sheet(l->book, l->sheet)->name);

	for (unsigned i = 0; i < SHEETLINT_N; i++) {
		const struct dgpm_node *rule = rule_of(run, i);
		struct sheetlint_result result = l->results[i];

		/* Told for the series, once. */
		if (i == L3_07 || rule == NULL)
			continue;
		if (!is_about(rule, dgpm_book_kind(l->book)))
			result = (struct sheetlint_result){ .verdict = SHEETLINT_NOT_APPLICABLE };
		tell(run, i, shown, sheet, &result);
	}
}

/* The name without its folder and its digits: what the files of a series have in common. */
static const char *skeleton(struct dgpm_arena *a, const char *shown)
{
	const char *base = strrchr(shown, '/') != NULL ? strrchr(shown, '/') + 1 : shown;
	char *s = dgpm_arena_strdup(a, base), *to = s;

	for (const char *p = base; *p != '\0'; p++)
		if (*p < '0' || *p > '9')
			*to++ = *p;
	*to = '\0';
	return s;
}

/* Where a header stands in another file; UINT32_MAX: it is not there. */
static uint32_t place_of(const struct file_headers *f, struct dgpm_str name)
{
	for (uint32_t i = 0; i < f->n; i++)
		if (dgpm_str_eq(f->names[i], name))
			return i;
	return UINT32_MAX;
}

static void changed(struct sheetlint_result *r, const struct file_headers *now, uint32_t i)
{
	sheetlint_add(&r->cells, &(struct sheetlint_cell){ .row = now->line, .line = now->line, .column = i + 1,
							   .text = now->names[i].s });
}

/* A third of the headers others than before, or in another order: that is more than a column that was added. */
static void compare(struct sheetlint_result *r, const struct file_headers *before, const struct file_headers *now)
{
	size_t others = 0;
	uint32_t last = 0;
	bool moved = false;

	for (uint32_t i = 0; i < now->n; i++) {
		uint32_t at = place_of(before, now->names[i]);

		if (at == UINT32_MAX) {
			others++;
			changed(r, now, i);
		} else if (at < last) {
			moved = true;
			changed(r, now, i);
		} else {
			last = at;
		}
	}
	for (uint32_t i = 0; i < before->n; i++)
		others += place_of(now, before->names[i]) == UINT32_MAX;
	if (moved || others * 3 >= now->n + others) {
		r->verdict = SHEETLINT_FOUND;
		if (r->cells.n == 0)
			r->cells.first[r->cells.n++] = (struct sheetlint_cell){ .row = now->line, .line = now->line };
	} else {
		r->cells.n = 0;
	}
}

static int cmp_files(const void *pa, const void *pb)
{
	const struct file_headers *a = pa, *b = pb;
	int c = strcmp(a->skeleton, b->skeleton);

	return c != 0 ? c : strcmp(a->shown, b->shown);
}

/* L3-07: each file against the one before it in its series, which is that of the names. */
static void tell_series(struct run *run)
{
	dgpm_sort(run->files, run->n_files, sizeof *run->files, cmp_files);
	for (size_t i = 0; i < run->n_files; i++) {
		const struct file_headers *now = &run->files[i];
		struct sheetlint_result r = { .verdict = SHEETLINT_NOT_APPLICABLE };

		if (i != 0 && strcmp(now[-1].skeleton, now->skeleton) == 0) {
			r.verdict = SHEETLINT_KEPT;
			compare(&r, &now[-1], now);
		}
		tell(run, L3_07, now->shown, "", &r);
	}
}

static void keep_headers(struct run *run, const struct sheetlint *l, const char *shown)
{
	struct file_headers *f = &run->files[run->n_files++];

	*f = (struct file_headers){ .shown = shown, .skeleton = skeleton(run->arena, shown), .n = l->n_columns };
	f->line = l->header_line != 0 ? l->header_line : l->header;
	f->names = dgpm_arena_array(run->arena, f->n, sizeof *f->names);
	for (uint32_t i = 0; i < f->n; i++)
		f->names[i] = dgpm_arena_str(run->arena, l->columns[i].header);
}

static void lint_sheet(struct run *run, struct dgpm_book *book, size_t sheet, const char *shown)
{
	struct dgpm_arena *arena = dgpm_arena_like(run->arena);
	struct sheetlint *l = dgpm_arena_array(arena, 1, sizeof *l);
	int rc;

	l->arena = arena;
	l->book = book;
	l->sheet = sheet;
	l->prefectures = run->prefectures;
	l->memo.arena = arena;
	rc = dgpm_book_read(book, run->diags, sheet, sheetlint_row, l);
	sheetlint_end(l);
	run->stats->rows += l->rows;
	/* Of a sheet that could not be read to its end nothing is said. */
	if (rc == 0 && (l->rows != 0 || dgpm_book_n_sheets(book) == 1)) {
		run->stats->sheets++;
		sheetlint_judge(l);
		tell_all(run, l, shown);
		if (sheet == 0)
			keep_headers(run, l, shown);
	}
	dgpm_arena_free(arena);
}

/* What is no table at all is a finding, not trouble. */
static bool is_no_table(const struct run *run, const struct dgpm_diags *said, const char *shown)
{
	struct sheetlint_result result = { .verdict = SHEETLINT_FOUND };
	const char *words = _(dgpm_msg_info(DGPM_MSG_BOOK_01)->text), *message;
	size_t n = strlen(words);

	if (dgpm_diags_count(said) != 1 || strcmp(dgpm_diags_at(said, 0)->rule, "BOOK-01") != 0)
		return false;
	result.cells.n = 1;
	/* What it is instead stands behind the message's own words. */
	message = dgpm_diags_at(said, 0)->message;
	if (strlen(message) > n + 2 && strncmp(message, words, n) == 0)
		result.cells.first[0].text = message + n + 2;
	tell(run, L1_01, shown, "", &result);
	return true;
}

static void lint_file(struct run *run, int dirfd, const char *path)
{
	struct dgpm_arena *arena = dgpm_arena_like(run->arena);
	struct dgpm_diags *said = dgpm_diags_new(arena);
	struct dgpm_book_how how = { .encoding = run->how->encoding };
	struct dgpm_book *book;
	int rc = dgpm_book_open(&book, arena, said, path, dirfd, path, &how);

	if (rc == 0 || !is_no_table(run, said, path))
		dgpm_diags_merge(run->diags, said);
	if (rc == 0) {
		run->stats->files++;
		for (size_t i = 0; i < dgpm_book_n_sheets(book); i++)
			lint_sheet(run, book, i, path);
		dgpm_book_close(book);
	}
	dgpm_arena_free(arena);
}

int dgpm_sheetlint(struct dgpm_sheetlint_stats *stats, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   struct dgpm_data *data, int dirfd, const char *const *files, size_t n_files,
		   const struct dgpm_sheetlint_how *how)
{
	const struct dgpm_node *doc = dgpm_data_doc(data, diags, "sheet-rules.yaml");
	struct run run = { .arena = arena, .diags = diags, .data = data, .how = how, .stats = stats };

	*stats = (struct dgpm_sheetlint_stats){ 0 };
	if (doc == NULL)
		return -1;
	run.rules = dgpm_node_get(doc, "rules");
	run.texts = dgpm_node_get(doc, "texts");
	run.prefectures = dgpm_node_get(doc, "prefectures");
	if (run.rules == NULL || run.rules->kind != DGPM_LIST) {
		dgpm_diag_add(diags, DGPM_MSG_CODE_01, dgpm_node_loc(doc, "sheet-rules.yaml"), "rules");
		return -1;
	}
	if (run.prefectures != NULL && run.prefectures->kind != DGPM_LIST)
		run.prefectures = NULL;
	run.files = dgpm_arena_array(arena, n_files, sizeof *run.files);
	for (size_t i = 0; i < n_files; i++)
		lint_file(&run, dirfd, files[i]);
	tell_series(&run);
	return 0;
}

const struct dgpm_sheetlint_rule *dgpm_sheetlint_rules(size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
						       struct dgpm_data *data)
{
	const struct dgpm_node *items = NULL;
	uint32_t n_items = dgpm_node_items(dgpm_data_doc(data, diags, "sheet-rules.yaml"), "rules", &items);
	struct dgpm_sheetlint_rule *rules = dgpm_arena_array(arena, n_items, sizeof *rules);

	*n = 0;
	for (uint32_t i = 0; i < n_items; i++) {
		const char *id = dgpm_node_cstr(dgpm_node_get(&items[i], "id"));

		if (id != NULL)
			rules[(*n)++] = (struct dgpm_sheetlint_rule){
				.id = id,
				.title = dgpm_data_text(data, dgpm_node_get(&items[i], "title")),
				.found = dgpm_data_text(data, dgpm_node_get(&items[i], "found")),
				.remedy = dgpm_data_text(data, dgpm_node_get(&items[i], "remedy")),
			};
	}
	return rules;
}
