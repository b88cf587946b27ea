/* dgpm overlap: similar systems, duplicate investment, and what common functions could take over. */
#include "cmd.h"
#include "govern/overlap.h"

#include <stdlib.h>

enum { OPT_MIN_SCORE = 0x200, OPT_PROJECT, OPT_ALL };

struct overlap_opts {
	struct cmd_common common;
	struct dgpm_overlap_how how;
};

static const struct argp_option options[] = {
	{ "all", OPT_ALL, NULL, 0, N_("also hits with a decision, a relation, or a common function in use"), 0 },
	{ "min-score", OPT_MIN_SCORE, "N", 0, N_("only hits of this score or more, 0 to 100; else the setting"), 0 },
	{ "project", OPT_PROJECT, "ID", 0, N_("only hits of this project"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct overlap_opts *o = state->input;
	char *end;
	long n;

	switch (key) {
	case OPT_ALL:
		o->how.all = true;
		return 0;
	case OPT_MIN_SCORE:
		n = strtol(arg, &end, 10);
		if (*arg < '0' || *arg > '9' || *end != '\0' || n > 100)
			argp_error(state, _("--min-score is a number from 0 to 100: '%s'"), arg);
		o->how.min_score = (int)n;
		return 0;
	case OPT_PROJECT:
		o->how.project = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "other_id", N_("other"), DGPM_COL_TEXT },
	{ "score", N_("score"), DGPM_COL_INT },         { "shared", N_("shared"), DGPM_COL_TEXT },
	{ "decision", N_("decision"), DGPM_COL_TEXT },
};

/* For people: the names too. */
static const struct dgpm_col text_columns[] = {
	{ "score", N_("score"), DGPM_COL_INT },      { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "name", N_("name"), DGPM_COL_TEXT },       { "other_id", N_("other"), DGPM_COL_TEXT },
	{ "other_name", N_("name"), DGPM_COL_TEXT }, { "shared", N_("shared"), DGPM_COL_TEXT },
	{ "decision", N_("decision"), DGPM_COL_TEXT },
};

struct overlap {
	struct cmd_env *env;
	struct dgpm_overlaps found;
};

/* "name 63 (...); vendors 6 (...)" */
static const char *shared_of(struct dgpm_arena *a, const struct dgpm_overlap *hit, const struct dgpm_codes *codes,
			     const char *lang)
{
	const char *kinds[DGPM_OVERLAP_MAX_PARTS];
	size_t size = 1, n = 0;
	char *text;

	for (size_t i = 0; i < hit->n_parts; i++) {
		kinds[i] = hit->parts[i].kind;
		if (codes != NULL)
			kinds[i] = dgpm_code_text(codes, "overlap-kind", dgpm_str_of(kinds[i]), lang);
		size += strlen(kinds[i]) + strlen(hit->parts[i].items) + 20;
	}
	/* At once: there may be very many hits. */
	text = dgpm_arena_alloc(a, size);
	text[0] = '\0';
	for (size_t i = 0; i < hit->n_parts; i++)
		n += (size_t)snprintf(text + n, size - n, "%s%s %d (%s)", i != 0 ? "; " : "", kinds[i],
				      hit->parts[i].points, hit->parts[i].items);
	return text;
}

static const char *decision_of(const struct dgpm_overlap *hit, const struct dgpm_codes *codes, const char *lang)
{
	const char *text;

	if (codes == NULL || hit->decision == NULL)
		return hit->decision;
	text = dgpm_code_text(codes, "similar-decision", dgpm_str_of(hit->decision), lang);
	return text != hit->decision ? text :
				       dgpm_code_text(codes, "overlap-decision", dgpm_str_of(hit->decision), lang);
}

static void print_foot(const struct overlap *s, struct dgpm_out *out)
{
	const struct dgpm_overlaps *f = &s->found;

	dgpm_out_printf(out, "%s\n", _("score: points of what is shared, 100 at most; a hit is a question, not a "
				       "finding (S3 5.1)"));
	if (f->n_silenced != 0)
		dgpm_out_printf(out, P_("%zu hit with a decision is left out; --all shows it\n",
					"%zu hits with a decision are left out; --all shows them\n", f->n_silenced),
				f->n_silenced);
	if (f->n_cut != 0)
		dgpm_out_printf(out, P_("%zu hit is left out because its project has better ones\n",
					"%zu hits are left out because their project has better ones\n", f->n_cut),
				f->n_cut);
	if (f->n_common_pieces != 0)
		dgpm_out_printf(out, P_("%zu piece of names brings no two together: more than %d names have it\n",
					"%zu pieces of names bring no two together: more than %d names have each\n",
					f->n_common_pieces),
				f->n_common_pieces, f->max_names);
}

static void print_overlap(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct overlap *s = ctx;
	struct dgpm_arena *a = s->env->arena;
	bool words = how->format == DGPM_FORMAT_TEXT;
	const struct dgpm_codes *codes = words ? dgpm_data_codes(s->env->data, s->env->diags) : NULL;
	struct dgpm_grid *g = words ? dgpm_grid_new(a, text_columns, DGPM_COUNT(text_columns)) :
				      dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < s->found.n; i++) {
		const struct dgpm_overlap *hit = &s->found.items[i];

		if (words)
			dgpm_grid_int(g, hit->score);
		dgpm_grid_cstr(g, hit->id);
		if (words)
			dgpm_grid_cstr(g, hit->name);
		dgpm_grid_cstr(g, hit->other_id);
		if (words)
			dgpm_grid_cstr(g, hit->other_name);
		else
			dgpm_grid_int(g, hit->score);
		dgpm_grid_cstr(g, shared_of(a, hit, codes, how->lang));
		dgpm_grid_cstr(g, decision_of(hit, codes, how->lang));
	}
	dgpm_grid_print(g, out, how);
	if (words)
		print_foot(s, out);
}

int cmd_overlap(struct cmd_env *env, int argc, char **argv)
{
	struct overlap_opts o = { .common = env->defaults, .how = { .min_score = -1 } };
	struct overlap s = { .env = env };
	struct dgpm_portfolio *portfolio;

	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	o.how.threads = o.common.threads;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL || dgpm_overlap(&s.found, env->arena, env->diags, portfolio, &o.how) != 0)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	if (o.how.project != NULL && dgpm_portfolio_find(portfolio, dgpm_str_of(o.how.project)) == NULL)
		return cmd_no_project(env, &o.common, o.how.project);
	return cmd_finish(env, &o.common, print_overlap, &s, cmd_counts(env->arena, &s.found.cards, NULL));
}
