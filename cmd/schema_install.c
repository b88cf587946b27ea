/*
 * dgpm schema --install: the schemas of what dgpm reads inside the portfolio, and documents that name them by a path
 * from where they lie, so that an editor finds them on every machine that has the portfolio.
 */
#include "base/list.h"
#include "cmd.h"
#include "io/read.h"
#include "schema_install.h"

#include <fcntl.h>
#include <unistd.h>

#define FOLDER ".dgpm/schemas"
#define MOST_BYTES ((size_t)16 << 20)

static const char modeline[] = "# yaml-language-server: $schema=";

struct paths {
	const char **items;
	size_t n, cap;
};

struct install {
	struct cmd_env *env;
	const char *dir; /* of the portfolio */
	struct dgpm_outs *outs;
	struct paths *paths; /* one a worker */
	size_t n_schemas, n_mended;
};

/* From a document, its path seen from the root, to a schema that is installed there. */
static const char *way_up(struct dgpm_arena *a, const char *document, const char *schema)
{
	const char *up = "";

	for (const char *c = document; *c != '\0'; c++)
		if (*c == '/')
			up = dgpm_arena_cat(a, up, "../");
	/* Without a folder in front it would be no path to some editors. */
	return dgpm_arena_cat(a, *up == '\0' ? "./" : up, FOLDER "/", schema);
}

const char *cmd_schema_of(struct cmd_env *env, const char *dir, const char *document, const char *schema)
{
	const char *installed = dgpm_arena_cat(env->arena, dir, "/" FOLDER "/", schema);

	return access(installed, R_OK) == 0 ? way_up(env->arena, document, schema) : schema;
}

static bool put(struct install *in, const char *path, struct dgpm_str a, struct dgpm_str b, struct dgpm_str c)
{
	struct dgpm_out *out;

	if (dgpm_outs_open(&out, in->outs, in->env->diags, path, NULL) != 0)
		return false;
	dgpm_out_str(out, a);
	dgpm_out_str(out, b);
	dgpm_out_str(out, c);
	return true;
}

static bool put_schema(struct install *in, const char *name)
{
	struct dgpm_arena *a = in->env->arena;
	const char *from = dgpm_arena_cat(a, dgpm_data_dir(in->env->data), "/", name);
	struct dgpm_str text;

	in->n_schemas++;
	return dgpm_file_read(&text, a, in->env->diags, from, AT_FDCWD, from, MOST_BYTES) == 0 &&
	       put(in, dgpm_arena_cat(a, in->dir, "/" FOLDER "/", name), text, dgpm_str_of(""), dgpm_str_of(""));
}

/* The name of the schema in the first line where that has a full path, as dgpm new writes it; empty: it has none. */
static struct dgpm_str named_schema(struct dgpm_str text)
{
	size_t front = strlen(modeline), end;
	const char *slash;

	if (text.n <= front || memcmp(text.s, modeline, front) != 0 || text.s[front] != '/')
		return (struct dgpm_str){ text.s, 0 };
	for (end = front; end < text.n && text.s[end] != '\n' && text.s[end] != '\r'; end++)
		;
	slash = memrchr(text.s + front, '/', end - front);
	return (struct dgpm_str){ slash + 1, (size_t)(text.s + end - slash - 1) };
}

/* A document keeps every byte behind its first line. */
static bool mend(struct install *in, const char *document, const char *const *schemas, size_t n)
{
	struct dgpm_arena *a = in->env->arena;
	const char *path = dgpm_arena_cat(a, in->dir, "/", document);
	struct dgpm_str text, name;

	if (dgpm_file_read(&text, a, in->env->diags, document, AT_FDCWD, path, MOST_BYTES) != 0)
		return false;
	name = named_schema(text);
	for (size_t i = 0; i < n; i++)
		if (dgpm_str_is(name, schemas[i])) {
			const char *rest = name.s + name.n;

			in->n_mended++;
			return put(in, path, dgpm_str_of(modeline), dgpm_str_of(way_up(a, document, schemas[i])),
				   (struct dgpm_str){ rest, (size_t)(text.s + text.n - rest) });
		}
	return true;
}

static void take(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct install *in = ctx;
	struct paths *list = &in->paths[w->index];

	*DGPM_PUSH(w->keep, list->items, list->n, list->cap) = card->path;
}

static bool make_folders(const struct install *in)
{
	struct dgpm_arena *a = in->env->arena;

	return cmd_make_folder(in->env, dgpm_arena_cat(a, in->dir, "/.dgpm")) &&
	       cmd_make_folder(in->env, dgpm_arena_cat(a, in->dir, "/" FOLDER));
}

static bool put_all(struct install *in, struct dgpm_portfolio *p, unsigned threads, const char *const *schemas,
		    size_t n)
{
	struct dgpm_cards_stats stats;
	const struct dgpm_other *others;
	size_t n_others;
	bool good = make_folders(in);

	for (size_t i = 0; good && i < n; i++)
		good = put_schema(in, schemas[i]);
	others = dgpm_portfolio_others(p, in->env->diags, threads, &n_others);
	dgpm_portfolio_cards(p, in->env->diags, threads, take, in, &stats);
	if (good && dgpm_portfolio_config(p) != NULL)
		good = mend(in, "dgpm.yaml", schemas, n);
	for (size_t i = 0; good && i < n_others; i++)
		good = mend(in, others[i].path, schemas, n);
	for (unsigned t = 0; good && t < threads; t++)
		for (size_t i = 0; good && i < in->paths[t].n; i++)
			good = mend(in, in->paths[t].items[i], schemas, n);
	return good;
}

bool cmd_schema_begin(struct cmd_env *env, const char *dir)
{
	static const char *const kinds[] = { ".schema.json", ".tableschema.json" };
	struct install in = { .env = env, .dir = dir, .outs = dgpm_outs_new(env->arena) };
	bool good = make_folders(&in);

	for (size_t k = 0; k < DGPM_COUNT(kinds); k++) {
		size_t n;
		const char *const *paths = dgpm_data_list(env->data, env->diags, ".", kinds[k], &n);

		for (size_t i = 0; good && i < n; i++)
			good = put_schema(&in, strrchr(paths[i], '/') + 1);
	}
	if (!good)
		dgpm_outs_abandon(in.outs);
	return good && dgpm_outs_stage(in.outs, env->diags) == 0 && dgpm_outs_name(in.outs, env->diags) == 0;
}

int cmd_schema_install(struct cmd_env *env, const struct cmd_common *c, const char *const *schemas, size_t n)
{
	struct dgpm_portfolio *p;
	struct install in = { .env = env };
	unsigned threads = c->threads < 1 ? 1 : c->threads;
	struct dgpm_arena *a = env->arena;

	if (!dgpm_portfolio_is_at(c->arena, c->dir))
		return cmd_wrong(env, "%s", _("no dgpm.yaml here or above; 'dgpm init' starts a portfolio"));
	p = cmd_portfolio(env, c, false);
	if (p == NULL)
		return cmd_give_up(env, c);
	in.dir = dgpm_portfolio_dir(p);
	in.outs = dgpm_outs_new(a);
	in.paths = dgpm_arena_array(a, threads, sizeof *in.paths);
	if (!put_all(&in, p, threads, schemas, n)) {
		dgpm_outs_abandon(in.outs);
		return cmd_give_up(env, c);
	}
	if (dgpm_outs_stage(in.outs, env->diags) != 0 || dgpm_outs_name(in.outs, env->diags) != 0)
		return cmd_give_up(env, c);
	fprintf(env->out, P_("%s: %zu schema\n", "%s: %zu schemas\n", in.n_schemas),
		strcmp(in.dir, ".") == 0 ? FOLDER : dgpm_arena_cat(a, in.dir, "/" FOLDER), in.n_schemas);
	if (in.n_mended != 0)
		fprintf(env->out,
			P_("%zu document names its schema by a path from where it lies\n",
			   "%zu documents name their schemas by a path from where they lie\n", in.n_mended),
			in.n_mended);
	return cmd_give_up(env, c);
}
