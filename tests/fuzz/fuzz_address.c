/* Fuzz addresses of figures: taken apart, put together again, and asked of a portfolio. */
#include "trace/answer.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_answers_print(what, r->arena, &r->words, out, how);
}

static const char *put_together(struct dgpm_arena *arena, const struct dgpm_address *a)
{
	struct dgpm_address_text t;

	dgpm_address_begin(&t, arena, a->kind);
	for (size_t i = 0; i < a->n; i++) {
		if (i != 0)
			dgpm_address_part(&t);
		for (size_t k = 0; k < a->parts[i].n; k++) {
			const struct dgpm_address_term *term = &a->parts[i].terms[k];

			if (term->key != NULL)
				dgpm_address_term(&t, term->key, dgpm_str_of(term->value));
			else if (strcmp(term->value, "*") == 0)
				dgpm_address_all(&t);
			else
				dgpm_address_word(&t, dgpm_str_of(term->value));
		}
	}
	return dgpm_address_end(&t);
}

/* Keys are dgpm's own words, and written as they are. */
static bool has_plain_keys(const struct dgpm_address *a)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < a->parts[i].n; k++) {
			const char *key = a->parts[i].terms[k].key;

			if (key != NULL && key[strspn(key, "abcdefghijklmnopqrstuvwxyz_-")] != '\0')
				return false;
		}
	return true;
}

/* What is put together means the same, and stands still. */
static void around(struct dgpm_arena *arena, const struct dgpm_address *a)
{
	const char *text = put_together(arena, a);
	struct dgpm_address again;

	must(dgpm_address_parse(&again, arena, text) && again.n == a->n && strcmp(again.kind, a->kind) == 0);
	for (size_t i = 0; i < a->n; i++) {
		must(again.parts[i].n == a->parts[i].n);
		for (size_t k = 0; k < a->parts[i].n; k++) {
			const struct dgpm_address_term *x = &a->parts[i].terms[k], *y = &again.parts[i].terms[k];

			must((x->key == NULL) == (y->key == NULL) && strcmp(x->value, y->value) == 0);
			must(x->key == NULL || strcmp(x->key, y->key) == 0);
		}
	}
	must(strcmp(put_together(arena, &again), text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_answer_how how = { .n = 1, .date = FUZZ_DAY, .threads = 1 };
	struct dgpm_answers answers;
	struct dgpm_address address;
	struct fuzz_run r;
	const char *text;

	if (size > 1024)
		return 0;
	fuzz_begin(&r);
	text = dgpm_arena_strndup(r.arena, (const char *)data, size);
	if (dgpm_address_parse(&address, r.arena, text) && has_plain_keys(&address))
		around(r.arena, &address);
	/* An argument of a command is UTF-8, or not taken for an address. */
	if (dgpm_answer_is_address(text) && dgpm_utf8_valid(text, strlen(text)) == strlen(text)) {
		fuzz_open(&r, NULL);
		how.addresses = &text;
		if (dgpm_answers(&answers, r.arena, r.diags, r.portfolio, &how) == 0)
			fuzz_print(&r, draw, &answers);
		else
			must(dgpm_diags_count(r.diags) != 0);
	}
	fuzz_end(&r);
	return 0;
}
