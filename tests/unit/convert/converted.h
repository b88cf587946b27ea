/* What the tests of conversion share: a folder of their own, and the ledger that a profile makes of a text. */
#ifndef UNIT_CONVERT_CONVERTED_H
#define UNIT_CONVERT_CONVERTED_H

#include "convert/context.h"
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static struct dgpm_data *data;
static const struct dgpm_eras *eras;
static char dir[] = "/tmp/dgpm-convert-XXXXXX";

static void setup(void)
{
	const struct dgpm_node *list;

	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	ck_assert_int_eq(dgpm_data_open(&data, arena, diags, "schemas", "en"), 0);
	list = dgpm_data_doc(data, diags, "eras.yaml");
	ck_assert_ptr_nonnull(list);
	ck_assert_int_eq(dgpm_eras_load(&eras, arena, diags, list, "eras.yaml"), 0);
	memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
}

/* Tests run at the root of the project, and files are written elsewhere: schemas are found by a link. */
static char root[4096];

static void setup_here(void)
{
	ck_assert_ptr_nonnull(getcwd(root, sizeof root));
	setup();
}

static void teardown(void)
{
	static const char *const names[] = { "p.yaml", "a.csv", "a!b.csv" };

	dgpm_data_close(data);
	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		(void)unlink(names[i]);
	ck_assert_int_eq(chdir(root), 0);
	(void)rmdir(dir);
	dgpm_arena_free(arena);
}

static inline void write_text(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

/* The ledger of a file by a profile, without its header; what is told comes behind. */
static inline const char *converted(const char *profile, const char *csv)
{
	struct dgpm_convert_how how = { .organizations = dgpm_data_organizations(data, diags),
					.eras = eras,
					.threads = 1 };
	static const char *const files[] = { "a.csv" };
	struct dgpm_converted done;
	struct dgpm_profile *p;
	struct dgpm_out *out;
	char *text = NULL;
	const char *result;
	size_t n = 0;
	FILE *stream = open_memstream(&text, &n);

	write_text("p.yaml", profile);
	write_text("a.csv", csv);
	ck_assert_ptr_nonnull(stream);
	ck_assert_msg(dgpm_profile_find(&p, arena, diags, data, NULL, "./p.yaml") == 0, "%s", unit_diags(arena, diags));
	how.profile = p;
	ck_assert_int_eq(dgpm_out_open(&out, arena, diags, NULL, stream), 0);
	dgpm_convert(&done, arena, diags, out, files, 1, &how);
	ck_assert_int_eq(dgpm_out_close(out, diags), 0);
	(void)fclose(stream);
	result = strchr(text, '\n') + 1;
	result = dgpm_arena_printf(arena, "%s%s", result, unit_diags(arena, diags));
	free(text);
	dgpm_converted_close(&done);
	dgpm_profile_close(p);
	return result;
}

#define HEAD "schema: dgpm/profile@1\nid: t\ntitle: {ja: 試験}\nmakes: ledger\n"
#define SET "fiscal_year: 2021, organization: MHLW, expense: operation, stage: initial"

#endif
