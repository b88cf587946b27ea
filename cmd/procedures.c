/* dgpm procedures: administrative procedures: online, end to end, documents, by uses. */
#include "cmd.h"
#include "procedures/procedures.h"

#include <fcntl.h>

enum { OPT_BY = 0x200 };

#define USUAL_TOP 20 /* 手続件数が多いものから: S3 6.2.3 */

struct procedures_opts {
	struct cmd_common common;
	struct dgpm_procedures_how how;
	size_t by, top;
};

static const struct argp_option options[] = {
	{ "by", OPT_BY, "KEY", 0, N_("sums by organization, system or kind"), 0 },
	{ "profile", 'p', "PROFILE", 0, N_("the PATHs are inventories of procedures, read by this profile"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	static const char *const keys[] = { "organization", "system", "kind" };
	struct procedures_opts *o = state->input;

	switch (key) {
	case OPT_BY:
		o->by = cmd_choose(state, dgpm_str_of(arg), keys, DGPM_COUNT(keys), _("a key"));
		return 0;
	case 'p':
		o->how.profile = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct report {
	struct dgpm_arena *arena;
	const struct dgpm_procedures *all;
	struct dgpm_words words;
	enum dgpm_procedures_by by;
	size_t top;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	dgpm_procedures_print(r->all, r->arena, &r->words, r->by, r->top, out, how);
}

/* The portfolio of the cards; tables are read outside one too. False after a message. */
static bool prepare(struct cmd_env *env, struct procedures_opts *o, struct dgpm_portfolio **portfolio)
{
	*portfolio = NULL;
	if (cmd_data(env) == NULL)
		return false;
	if (o->how.profile == NULL || dgpm_portfolio_is_at(env->arena, o->common.dir)) {
		*portfolio = cmd_portfolio(env, &o->common, o->how.profile == NULL);
		if (*portfolio == NULL)
			return false;
	}
	if (o->how.profile != NULL) {
		cmd_stdin_whole(env, &o->common);
		o->how.dir_fd = open(o->common.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	o->how.tables = o->common.args;
	o->how.n_tables = o->common.n_args;
	o->how.threads = o->common.threads;
	return true;
}

int cmd_procedures(struct cmd_env *env, int argc, char **argv)
{
	struct procedures_opts o = { .common = env->defaults, .top = USUAL_TOP };
	struct report r = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;
	struct dgpm_procedures *all;
	const char *summary;

	o.common.tables = o.common.selects = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	/* In text it is about those that are not online. */
	if (o.common.print.choice != NULL && o.common.print.choice->top != 0)
		o.top = o.common.print.choice->top;
	if (o.how.profile != NULL && o.common.n_args == 0)
		return cmd_wrong(env, "%s", _("name the tables that the profile is to read"));
	if (o.how.profile != NULL && o.common.n_where != 0)
		return cmd_wrong(env, "%s", _("--where chooses projects, and an inventory has none"));
	if (!prepare(env, &o, &portfolio) ||
	    dgpm_procedures(&all, env->arena, env->diags, env->data, portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	r.all = all;
	r.words = cmd_words(env);
	if (r.words.organizations == NULL)
		r.words.organizations = dgpm_data_organizations(env->data, env->diags);
	r.by = (enum dgpm_procedures_by)o.by;
	r.top = o.top;
	summary = dgpm_arena_printf(env->arena, P_("%zu procedure", "%zu procedures", all->n), all->n);
	if (!all->table)
		summary = dgpm_arena_printf(env->arena, "%s, %s", summary, cmd_counts(env->arena, &all->cards, NULL));
	return cmd_finish(env, &o.common, &(struct cmd_result){ .print = print, .ctx = &r, .summary = summary });
}
