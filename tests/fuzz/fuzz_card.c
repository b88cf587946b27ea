/* Fuzz a card, whole: parsed, held against its schema, its codes, judged by validation, listed, shown. */
#include "indicators/print.h"
#include "portfolio/print.h"
#include "review/validate.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void list(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_projects_print(what, r->arena, &r->words, out, how);
}

static void show(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct dgpm_project_known *known = what;

	dgpm_project_print(known, r->arena, &r->words, out, how);
	/* Two documents of JSON stand behind one another: the other is text. */
	if (how->format != DGPM_FORMAT_JSON)
		dgpm_indicators_print(known->card.root, r->arena, out, how);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_projects projects;
	struct dgpm_validated v;
	struct fuzz_run r;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	fuzz_put("z.yaml", data, size);
	fuzz_open(&r, NULL);
	dgpm_validate(&v, r.arena, r.diags, r.portfolio, 1);
	/* A file is a card, is left out and told, or is something else. */
	must(v.cards.n_read + v.cards.n_left_out >= 3);
	must(v.cards.n_left_out == 0 || dgpm_diags_count_of(r.diags, DGPM_FATAL) != 0);
	dgpm_projects_list(&projects, r.arena, r.diags, r.portfolio, NULL, 0, 0, 1);
	must(projects.n == v.cards.n_read);
	fuzz_print(&r, list, &projects);
	for (size_t i = 0; i < projects.n; i++) {
		struct dgpm_project_known known;

		if (strcmp(projects.items[i].path, "z.yaml") != 0)
			continue;
		must(dgpm_project_known(&known, r.arena, r.diags, r.portfolio, &projects, &projects.items[i]) == 0);
		fuzz_print(&r, show, &known);
	}
	fuzz_end(&r);
	return 0;
}
