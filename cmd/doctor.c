/* dgpm doctor: what this dgpm is, where it finds its data, and which settings hold. */
#include "cmd.h"
#include "io/sandbox.h"
#include "base/list.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <csv.h>
#include <expat.h>
#include <nettle/version.h>
#include <pcre2.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <utf8proc.h>
#include <xlsxwriter.h>
#include <yaml.h>
#include <zip.h>

struct row {
	const char *section, *key, *value, *from; /* the section untranslated, the last NULL: nothing to say */
};

struct doctor {
	struct cmd_env *env;
	const struct cmd_common *c;
	struct row *rows;
	size_t n, cap;
};

static void row(struct doctor *d, const char *section, const char *key, const char *value, const char *from)
{
	*DGPM_PUSH(d->env->arena, d->rows, d->n, d->cap) = (struct row){ section, key, value, from };
}

static const char *whole(const struct doctor *d, int64_t n)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(d->env->arena, dgpm_int_format(buf, n, '\0'));
}

static void of_program(struct doctor *d)
{
	const struct cmd_env *env = d->env;
	struct utsname u;
	char date[11];

	row(d, N_("program"), "version", DGPM_VERSION, env->program);
	if (uname(&u) == 0)
		row(d, N_("program"), "system",
		    dgpm_arena_printf(env->arena, "%s %s %s", u.sysname, u.release, u.machine), NULL);
	row(d, N_("program"), "processors", whole(d, d->env->defaults.threads), NULL);
	row(d, N_("program"), "date", dgpm_arena_strdup(env->arena, dgpm_date_format(date, env->today)),
	    getenv("SOURCE_DATE_EPOCH") != NULL ? "SOURCE_DATE_EPOCH" : NULL);
	row(d, N_("program"), "language", d->c->print.lang, env->lang_from);
	row(d, N_("program"), "width", d->c->print.width != 0 ? whole(d, d->c->print.width) : _("no limit"),
	    d->c->given_width != 0		     ? "--width" :
	    getenv("COLUMNS") != NULL ? "COLUMNS" :
						       NULL);
}

/* Whether the kernel confines this very command, as it does the others. */
static void of_sandbox(struct doctor *d)
{
	const char *what = _("not in this kernel");

	if (d->env->sandbox == CMD_SANDBOX_ON)
		what = dgpm_arena_printf(d->env->arena, _("on, Landlock version %d"), dgpm_sandbox_version());
	else if (d->env->sandbox == CMD_SANDBOX_OFF)
		what = _("off");
	row(d, N_("program"), "sandbox", what, d->env->sandbox == CMD_SANDBOX_OFF ? "DGPM_SANDBOX" : NULL);
}

static void of_libraries(struct doctor *d)
{
	struct dgpm_arena *a = d->env->arena;
	char pcre[64] = "";

	(void)pcre2_config_8(PCRE2_CONFIG_VERSION, pcre);
	row(d, N_("library"), "libyaml", yaml_get_version_string(), NULL);
	row(d, N_("library"), "libcsv", dgpm_arena_printf(a, "%d.%d.%d", CSV_MAJOR, CSV_MINOR, CSV_RELEASE), NULL);
	row(d, N_("library"), "pcre2", dgpm_arena_strdup(a, pcre), NULL);
	row(d, N_("library"), "utf8proc", utf8proc_version(), NULL);
	row(d, N_("library"), "libzip", zip_libzip_version(), NULL);
	row(d, N_("library"), "expat", XML_ExpatVersion(), NULL);
	row(d, N_("library"), "libxlsxwriter", lxw_version(), NULL);
	row(d, N_("library"), "nettle", dgpm_arena_printf(a, "%d.%d", nettle_version_major(), nettle_version_minor()),
	    NULL);
}

/* git for what changed since a revision, sqlite3 for the queries of the manual, man for the pages. */
static void of_tools(struct doctor *d)
{
	static const char *const tools[] = { "git", "man", "sqlite3" };
	const char *path = getenv("PATH");

	for (size_t i = 0; i < DGPM_COUNT(tools); i++) {
		const char *at = path != NULL ? path : "", *found = NULL;

		while (found == NULL && *at != '\0') {
			size_t n = strcspn(at, ":");
			const char *name = dgpm_arena_printf(d->env->arena, "%.*s/%s", (int)n, at, tools[i]);

			found = n != 0 && access(name, X_OK) == 0 ? name : NULL;
			at += n + (at[n] == ':');
		}
		row(d, N_("tool"), tools[i], found != NULL ? found : _("not found"), found != NULL ? "PATH" : NULL);
	}
}

/* What a scalar says, as it is written. */
static const char *text_of(const struct doctor *d, const struct dgpm_node *node)
{
	struct dgpm_str s = dgpm_node_str(node);

	if (node->kind == DGPM_BOOL)
		return node->yes ? "true" : "false";
	if (node->kind == DGPM_NUMBER)
		return dgpm_arena_strndup(d->env->arena, node->text, node->n);
	return s.s != NULL ? dgpm_arena_strndup(d->env->arena, s.s, s.n) : "null";
}

/* Each value of dgpm.yaml by its path, with its line; lists by numbers. */
static void of_settings(struct doctor *d, const struct dgpm_node *node, const char *path)
{
	struct dgpm_arena *a = d->env->arena;

	if (node->kind == DGPM_MAP) {
		for (uint32_t i = 0; i < node->n; i++) {
			const char *key = dgpm_node_cstr(&node->pairs[i].key);

			of_settings(d, &node->pairs[i].value,
				    *path != '\0' ? dgpm_arena_cat(a, path, ".", key) : key);
		}
	} else if (node->kind == DGPM_LIST) {
		for (uint32_t i = 0; i < node->n; i++)
			of_settings(d, &node->items[i], dgpm_arena_printf(a, "%s[%u]", path, i));
	} else {
		row(d, N_("setting"), path, text_of(d, node), dgpm_arena_printf(a, "dgpm.yaml:%u", node->line));
	}
}

/* What the data sets where dgpm.yaml does not: the file, and where in dgpm.yaml it would stand. */
static void of_defaults(struct doctor *d, const struct dgpm_node *config)
{
	static const struct {
		const char *file, *under;
	} places[] = {
		{ "review.yaml", "review" },
		{ "overlap.yaml", "overlap" },
		{ "evaluation.yaml", "evaluate.params" },
		{ "plan-rules.yaml", "plan.params" },
		{ "procedure-rules.yaml", "procedures.params" },
	};
	struct cmd_env *env = d->env;

	for (size_t i = 0; i < DGPM_COUNT(places); i++) {
		const struct dgpm_node *params =
			dgpm_node_get(dgpm_data_doc(env->data, env->diags, places[i].file), "params");
		const struct dgpm_node *given = dgpm_node_at(config, places[i].under);

		for (uint32_t k = 0; params != NULL && params->kind == DGPM_MAP && k < params->n; k++) {
			const char *key = dgpm_node_cstr(&params->pairs[k].key);
			const struct dgpm_node *value = &params->pairs[k].value;

			if (dgpm_node_get(given, key) == NULL && value->kind != DGPM_MAP && value->kind != DGPM_LIST)
				row(d, N_("default"), dgpm_arena_cat(env->arena, places[i].under, ".", key),
				    text_of(d, value),
				    dgpm_arena_printf(env->arena, "%s:%u", places[i].file, value->line));
		}
	}
}

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = {
		{ "section", N_("section"), DGPM_COL_TEXT },
		{ "key", N_("key"), DGPM_COL_NAME },
		{ "value", N_("value"), DGPM_COL_NAME },
		{ "source", N_("from where"), DGPM_COL_NAME },
	};
	const struct doctor *d = ctx;
	struct dgpm_grid *g = dgpm_grid_new(d->env->arena, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	dgpm_grid_report(g, "doctor-report");
	for (size_t i = 0; i < d->n; i++) {
		const struct row *r = &d->rows[i];

		dgpm_grid_cstr(g, how->format == DGPM_FORMAT_TEXT ? _(r->section) : r->section);
		dgpm_grid_cstr(g, r->key);
		dgpm_grid_cstr(g, r->value);
		dgpm_grid_cstr(g, r->from);
	}
	dgpm_grid_print(g, out, how);
}

int cmd_doctor(struct cmd_env *env, int argc, char **argv)
{
	struct cmd_common c = env->defaults;
	struct doctor d = { .env = env, .c = &c };
	size_t n;

	c.max_args = 0;
	c.tables = c.any_settings = true;
	cmd_parse(env, NULL, NULL, NULL, NULL, &c, argc, argv);
	of_program(&d);
	of_sandbox(&d);
	of_libraries(&d);
	of_tools(&d);
	row(&d, N_("data"), "directory", env->data_dir, _(env->data_from));
	if (cmd_data(env) != NULL) {
		(void)dgpm_data_list(env->data, env->diags, "rules", ".yaml", &n);
		row(&d, N_("data"), "rules",
		    dgpm_arena_printf(env->arena, P_("%s pack", "%s packs", n), whole(&d, (int64_t)n)), "rules/");
		(void)dgpm_data_list(env->data, env->diags, "profiles", ".yaml", &n);
		row(&d, N_("data"), "profiles", whole(&d, (int64_t)n), "profiles/");
	}
	if (!dgpm_portfolio_is_at(env->arena, c.dir)) {
		row(&d, N_("portfolio"), "directory", _("none here or above"), NULL);
	} else if (cmd_portfolio(env, &c, false) != NULL) {
		const struct dgpm_node *config = dgpm_portfolio_config(env->portfolio);

		row(&d, N_("portfolio"), "directory", dgpm_portfolio_dir(env->portfolio), "dgpm.yaml");
		row(&d, N_("portfolio"), "yaml",
		    whole(&d, (int64_t)dgpm_portfolio_n_files(env->portfolio, DGPM_FILE_YAML)), NULL);
		row(&d, N_("portfolio"), "csv",
		    whole(&d, (int64_t)dgpm_portfolio_n_files(env->portfolio, DGPM_FILE_CSV)), NULL);
		if (config != NULL)
			of_settings(&d, config, "");
		of_defaults(&d, config);
	}
	return cmd_finish(env, &c, &(struct cmd_result){ .print = print, .ctx = &d });
}
