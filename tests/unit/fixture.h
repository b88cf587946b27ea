/*
 * What tests of whole portfolios share: an arena, diagnostics and the data directory a test; portfolios that are
 * closed, and folders that are removed, when the test ends, whether it held or not.
 *
 * A test file that includes this has `a`, `d` and `data`, and hands fixture_open() and fixture_close() to
 * tcase_add_checked_fixture(), or calls them in its own.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "base/list.h"
#include "data/data.h"
#include "doc/doc.h"
#include "portfolio/portfolio.h"
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *a;
static struct dgpm_diags *d;
static struct dgpm_data *data;

static struct {
	struct dgpm_portfolio **portfolios;
	size_t n_portfolios, cap_portfolios;
	const char **folders;
	size_t n_folders, cap_folders;
} fixture;

static inline void fixture_open(void)
{
	memset(&fixture, 0, sizeof fixture);
	a = dgpm_arena_new(NULL, NULL);
	d = dgpm_diags_new(a);
	ck_assert_int_eq(dgpm_data_open(&data, a, d, "schemas", "en"), 0);
}

/* Everything in it first; folders in it, too. */
static inline void fixture_remove(const char *dir)
{
	DIR *open = opendir(dir);
	struct dirent *e;

	while (open != NULL && (e = readdir(open)) != NULL) {
		const char *path = dgpm_arena_printf(a, "%s/%s", dir, e->d_name);

		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && unlink(path) != 0)
			fixture_remove(path);
	}
	if (open != NULL)
		closedir(open);
	rmdir(dir);
}

static inline void fixture_close(void)
{
	for (size_t i = 0; i < fixture.n_portfolios; i++) {
		struct dgpm_data *own = dgpm_portfolio_data(fixture.portfolios[i]);

		dgpm_portfolio_close(fixture.portfolios[i]);
		dgpm_data_close(own);
	}
	for (size_t i = 0; i < fixture.n_folders; i++)
		fixture_remove(fixture.folders[i]);
	dgpm_data_close(data);
	dgpm_arena_free(a);
}

/* YAML or JSON that a test has written out. */
static inline const struct dgpm_node *fixture_doc(const char *text)
{
	const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *root;

	ck_assert_msg(dgpm_doc_parse(&root, a, d, "doc.yaml", dgpm_str_of(text), &limits) == 0, "%s\n%s", text,
		      unit_diags(a, d));
	return root;
}

/* With a data directory of its own, to which it adds what its dgpm.yaml says. */
static inline struct dgpm_portfolio *fixture_portfolio(const char *dir)
{
	struct dgpm_portfolio *p;
	struct dgpm_data *own;

	ck_assert_int_eq(dgpm_data_open(&own, a, d, "schemas", "en"), 0);
	ck_assert_msg(dgpm_portfolio_open(&p, a, d, own, dir, NULL, 0) == 0, "%s: %s", dir, unit_diags(a, d));
	*DGPM_PUSH(a, fixture.portfolios, fixture.n_portfolios, fixture.cap_portfolios) = p;
	return p;
}

/* A new empty folder. */
static inline const char *fixture_folder(void)
{
	char *dir = dgpm_arena_strdup(a, "/tmp/dgpm-unit-XXXXXX");

	ck_assert_ptr_nonnull(mkdtemp(dir));
	*DGPM_PUSH(a, fixture.folders, fixture.n_folders, fixture.cap_folders) = dir;
	return dir;
}

static inline FILE *fixture_create(const char *dir, const char *name)
{
	FILE *f = fopen(dgpm_arena_printf(a, "%s/%s", dir, name), "w");

	ck_assert_ptr_nonnull(f);
	return f;
}

static inline void fixture_write(const char *dir, const char *name, const char *text)
{
	FILE *f = fixture_create(dir, name);

	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

/* A folder that is a portfolio; its dgpm.yaml names it, and says `settings` besides. */
static inline const char *fixture_new_portfolio(const char *settings)
{
	const char *dir = fixture_folder();

	fixture_write(dir, "dgpm.yaml", dgpm_arena_printf(a, "schema: dgpm/portfolio@1\nname: test\n%s", settings));
	return dir;
}

/* The least that a card says; `more` says the rest, a line or more. */
static inline void fixture_card(const char *dir, const char *id, const char *organization, const char *more)
{
	fixture_write(dir, dgpm_arena_printf(a, "%s.yaml", id),
		      dgpm_arena_printf(a,
					"schema: dgpm/card@1\nid: %s\nname: a\norganization: %s\nsector: national\n"
					"phase: planning\nspan: {from: 2021, to: 2025}\n%s",
					id, organization, more));
}

#endif
