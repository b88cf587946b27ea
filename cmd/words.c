/* Option values in the user's own words: years by eras, stages and other codes by their display texts. */
#include "cmd.h"
#include "base/buf.h"
#include "base/text.h"
#include "io/walk.h"
#include "portfolio/projects.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

/* The eras, once; NULL where the data cannot be read: years are then numbers. */
static const struct dgpm_eras *eras_of(struct cmd_env *env)
{
	const struct dgpm_node *list;

	if (env == NULL || env->eras != NULL)
		return env != NULL ? env->eras : NULL;
	list = cmd_data(env) != NULL ? dgpm_data_doc(env->data, env->diags, "eras.yaml") : NULL;
	if (list != NULL)
		(void)!dgpm_eras_load(&env->eras, env->arena, env->diags, list, "eras.yaml");
	return env->eras;
}

static bool read_year(int *year, const struct cmd_common *c, struct dgpm_str text)
{
	return dgpm_fiscal_year_parse(year, NULL, text, NULL) ||
	       dgpm_fiscal_year_parse(year, eras_of(c->env), text, NULL);
}

int cmd_parse_year(const struct argp_state *state, const char *text)
{
	int year = 0;

	if (!read_year(&year, state->input, dgpm_str_of(text)))
		argp_error(state, _("'%s' is not a fiscal year: write 2022, FY2022, R4 or 令和4年度"), text);
	return year;
}

/* Where a span is divided: at a hyphen or what is written for it; its bytes, 0: it is none. */
static size_t span_sign(const char *text, size_t *bytes)
{
	static const char *const signs[] = { "-", "–", "－", "~", "～", "〜" };

	for (size_t i = 1; text[i - 1] != '\0' && text[i] != '\0'; i++)
		for (size_t k = 0; k < DGPM_COUNT(signs); k++)
			if (strncmp(text + i, signs[k], strlen(signs[k])) == 0) {
				*bytes = strlen(signs[k]);
				return i;
			}
	return 0;
}

void cmd_parse_years(const struct argp_state *state, const char *text, int *from, int *to)
{
	size_t bytes = 0, at = *text != '\0' ? span_sign(text, &bytes) : 0;

	if (at == 0) {
		*from = *to = cmd_parse_year(state, text);
		return;
	}
	if (!read_year(from, state->input, (struct dgpm_str){ text, at }))
		argp_error(state, _("'%s' is not a span of fiscal years: write 2019-2021 or R1-R3"), text);
	*to = cmd_parse_year(state, text + at + bytes);
	if (*to < *from || *to - *from > 100)
		argp_error(state, _("'%s' is not a span of fiscal years: write 2019-2021 or R1-R3"), text);
}

void cmd_set_eras(struct cmd_env *env, struct cmd_common *c)
{
	static struct dgpm_print_era none;
	const struct dgpm_node *list = cmd_data(env) != NULL ? dgpm_data_doc(env->data, env->diags, "eras.yaml") : NULL;
	struct dgpm_print_era *eras = list != NULL ? dgpm_arena_array(env->arena, list->n, sizeof *eras) : &none;
	size_t n = 0;

	/* The newest stands last; the year in which an era began is its first fiscal year. */
	for (uint32_t i = list != NULL ? list->n : 0; i-- > 0;) {
		const struct dgpm_node *initials = dgpm_node_get(&list->items[i], "initials");
		struct dgpm_date from;

		if (initials == NULL || initials->n == 0 || dgpm_node_cstr(&initials->items[0]) == NULL ||
		    !dgpm_date_parse(&from, dgpm_node_str(dgpm_node_get(&list->items[i], "from"))))
			continue;
		eras[n++] = (struct dgpm_print_era){ dgpm_node_cstr(&initials->items[0])[0], from.year };
	}
	c->print.eras = eras;
	c->print.n_eras = n;
}

/* Whether a text is the display text of a code, or part of it. */
static bool is_text_of(struct dgpm_arena *a, const struct dgpm_codes *codes, const char *list, const char *code,
		       struct dgpm_str folded)
{
	static const char *const langs[] = { "ja", "en" };

	for (size_t i = 0; i < DGPM_COUNT(langs); i++) {
		struct dgpm_str text =
			dgpm_text_fold(a, dgpm_str_of(dgpm_code_text(codes, list, dgpm_str_of(code), langs[i])));

		if (folded.n >= 3 && memmem(text.s, text.n, folded.s, folded.n) != NULL)
			return true;
	}
	return false;
}

const char *cmd_parse_stage(const struct argp_state *state, const char *text)
{
	static const char *const names[] = { "pre-request", "request", "execution" };
	struct cmd_common *c = state->input;
	const struct dgpm_codes *codes;
	const char *meant = NULL;
	struct dgpm_str folded;
	size_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (strcmp(text, names[i]) == 0)
			return names[i];
	codes = cmd_data(c->env) != NULL ? dgpm_data_codes(c->env->data, c->env->diags) : NULL;
	folded = dgpm_text_fold(c->arena, dgpm_str_of(text));
	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (folded.n >= 3 && strncmp(names[i], folded.s, folded.n) == 0)
			return names[i];
	for (size_t i = 0; codes != NULL && i < DGPM_COUNT(names); i++)
		if (is_text_of(c->arena, codes, "review-stage", names[i], folded) ||
		    is_text_of(c->arena, codes, "review-stage-short", names[i], folded)) {
			meant = names[i];
			n++;
		}
	if (n == 1)
		return meant;
	return names[cmd_choose(state, dgpm_str_of(text), names, DGPM_COUNT(names), _("a stage"))];
}

/* Whether an ID ends as a text does, at a hyphen: MHLW-0003 of 2019-MHLW-0003. */
static bool is_tail(const char *id, const char *text)
{
	size_t n = strlen(id), m = strlen(text);

	return m < n && strcasecmp(id + n - m, text) == 0 && id[n - m - 1] == '-';
}

static bool is_whole_id(const char *text)
{
	return strspn(text, "0123456789") == 4 && text[4] == '-' && strchr(text + 5, '-') != NULL;
}

#define CANDIDATES 10

const char *cmd_find_id(struct cmd_env *env, const struct cmd_common *c, const char *text)
{
	struct dgpm_projects found;
	const struct dgpm_project *tail = NULL;
	struct dgpm_buf list = { .arena = env->arena };
	size_t tails = 0;

	/* As it is: whoever asks for it tells that it is not there. */
	if (is_whole_id(text))
		return text;
	dgpm_projects_list(&found, env->arena, dgpm_diags_new(env->arena), env->portfolio, &text, 1, 0, c->threads);
	for (size_t i = 0; i < found.n; i++)
		if (is_tail(found.items[i].id, text)) {
			tail = &found.items[i];
			tails++;
		}
	if (tails == 1 || found.n == 1)
		return tails == 1 ? tail->id : found.items[0].id;
	if (found.n == 0)
		return text;
	for (size_t i = 0; i < found.n && i < CANDIDATES; i++)
		dgpm_buf_addf(&list, "  %s  %s\n", found.items[i].id, found.items[i].name);
	(void)cmd_wrong(env,
			P_("'%s' is the ID or name of %zu project:",
			   "'%s' is part of the IDs or names of %zu projects:", found.n),
			text, found.n);
	cmd_tell(env, c, dgpm_buf_text(&list));
	if (found.n > CANDIDATES)
		cmd_tell(env, c, dgpm_arena_printf(env->arena, _("  … and %zu more\n"), found.n - CANDIDATES));
	return NULL;
}

bool cmd_is_like_id(const char *text)
{
	size_t n;

	if (is_whole_id(text))
		text += 5;
	for (n = 0; isalpha((unsigned char)text[n]); n++)
		;
	return n != 0 && text[n] == '-' && isdigit((unsigned char)text[n + 1]) &&
	       text[n + 1 + strspn(text + n + 1, "0123456789")] == '\0';
}

/* As the schema of sheets has it, MIC-31-8, and no name of a file. */
static bool is_like_sheet(const char *text)
{
	enum dgpm_file_kind kind;
	bool number = false;

	if (!isalnum((unsigned char)*text) || dgpm_walk_takes(text, &kind))
		return false;
	for (; isalnum((unsigned char)*text) || *text == '.' || *text == '_' || *text == '-'; text++)
		number |= *text == '-' && isdigit((unsigned char)text[1]);
	return *text == '\0' && number;
}

const char **cmd_split_ids(const struct cmd_common *c, const char ***paths, size_t *n_paths, size_t *n_ids)
{
	const char **ids = dgpm_arena_array(c->arena, c->n_args, sizeof *ids);

	*paths = dgpm_arena_array(c->arena, c->n_args, sizeof **paths);
	*n_paths = *n_ids = 0;
	for (size_t i = 0; i < c->n_args; i++)
		if ((cmd_is_like_id(c->args[i]) || (c->sheets && is_like_sheet(c->args[i]))) &&
		    dgpm_portfolio_is_at(c->arena, c->dir) &&
		    access(dgpm_arena_printf(c->arena, "%s/%s", c->dir, c->args[i]), F_OK) != 0)
			ids[(*n_ids)++] = c->args[i];
		else
			(*paths)[(*n_paths)++] = c->args[i];
	return ids;
}

static const char *sheet_id(const struct dgpm_other *o)
{
	return strcmp(o->kind, "dgpm/evaluation@1") == 0 ? dgpm_node_cstr(dgpm_node_get(o->root, "id")) : NULL;
}

static void no_such_id(struct cmd_env *env, const struct cmd_common *c, const char *text)
{
	size_t n, n_others, n_all = 0;
	const struct dgpm_entry *entries = dgpm_portfolio_entries(env->portfolio, &n);
	const struct dgpm_other *others = dgpm_portfolio_others(env->portfolio, env->diags, c->threads, &n_others);
	const char **all = dgpm_arena_array(env->arena, n + n_others, sizeof *all), *near;

	for (size_t i = 0; i < n; i++)
		all[n_all++] = entries[i].id;
	for (size_t i = 0; c->sheets && i < n_others; i++)
		if (sheet_id(&others[i]) != NULL)
			all[n_all++] = sheet_id(&others[i]);
	near = dgpm_text_nearest(dgpm_str_of(text), all, n_all);
	if (near != NULL && c->sheets)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = text }, NULL,
			       _("no such file, and no card or sheet has this ID, did you mean '%s'?"), near);
	else if (c->sheets)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = text }, NULL, "%s",
			       _("no such file, and no card or sheet has this ID"));
	else if (near != NULL)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = text }, NULL,
			       _("no such file, and no card has this ID, did you mean '%s'?"), near);
	else
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = text }, NULL, "%s",
			       _("no such file, and no card has this ID"));
}

/* The sheets of one ID; false: there is none. */
static bool select_sheets(struct cmd_env *env, const struct cmd_common *c, const char *text)
{
	size_t n;
	const struct dgpm_other *others = dgpm_portfolio_others(env->portfolio, env->diags, c->threads, &n);
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		if (sheet_id(&others[i]) == NULL || strcmp(sheet_id(&others[i]), text) != 0)
			continue;
		dgpm_portfolio_select_path(env->portfolio, others[i].path);
		found = true;
	}
	return found;
}

/* The cards of one ID; an ID may stand on two. False after a diagnostic. */
static bool select_id(struct cmd_env *env, const struct cmd_common *c, const char *text)
{
	struct dgpm_buf list = { .arena = env->arena };
	size_t n, ids = 0;
	const struct dgpm_entry *entries = dgpm_portfolio_entries(env->portfolio, &n), *last = NULL;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(entries[i].id, text) != 0 && !is_tail(entries[i].id, text))
			continue;
		if (last == NULL || strcmp(last->id, entries[i].id) != 0) {
			if (++ids <= CANDIDATES)
				dgpm_buf_addf(&list, "%s%s", ids != 1 ? ", " : "", entries[i].id);
		}
		last = &entries[i];
		dgpm_portfolio_select_path(env->portfolio, entries[i].path);
	}
	if (ids == 0 && c->sheets && select_sheets(env, c, text))
		return true;
	if (ids == 0)
		no_such_id(env, c, text);
	else if (ids > 1)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = text }, NULL,
			       _("no such file, and the tail of %zu IDs: %s%s"), ids, dgpm_buf_text(&list),
			       ids > CANDIDATES ? ", …" : "");
	return ids == 1;
}

int cmd_select_ids(struct cmd_env *env, const struct cmd_common *c, const char **ids, size_t n)
{
	struct dgpm_cards_stats stats;
	bool good = true;
	size_t others;

	if (n == 0)
		return 0;
	/* What is wrong with cards is told by the pass that reports on them; of other documents there is but one. */
	(void)dgpm_portfolio_others(env->portfolio, env->diags, c->threads, &others);
	dgpm_portfolio_cards(env->portfolio, dgpm_diags_new(env->arena), c->threads, NULL, NULL, &stats);
	for (size_t i = 0; i < n; i++)
		good &= select_id(env, c, ids[i]);
	return good ? 0 : -1;
}

bool cmd_is_utf8(const char *lang)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	if (strcmp(lang, "ja") == 0)
		return true; /* the text is UTF-8 already */
	for (size_t i = 0; i < DGPM_COUNT(variables); i++) {
		const char *value = getenv(variables[i]);

		if (value != NULL && *value != '\0')
			return strcasestr(value, "utf-8") != NULL || strcasestr(value, "utf8") != NULL;
	}
	return false;
}
