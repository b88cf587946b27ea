/* Fingerprints of findings. */
#include "findings/findings.h"
#include "base/list.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>
#include <stdlib.h>

static void hex(char out[DGPM_FINGERPRINT_BUF], struct sha256_ctx *ctx)
{
	uint8_t digest[SHA256_DIGEST_SIZE];

#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(ctx, digest);
#else
	sha256_digest(ctx, sizeof digest, digest);
#endif
	base16_encode_update(out, (DGPM_FINGERPRINT_BUF - 1) / 2, digest);
	out[DGPM_FINGERPRINT_BUF - 1] = '\0';
}

/* A field and its end; none at all is another thing than an empty one. */
static void add(struct sha256_ctx *ctx, const char *field)
{
	if (field != NULL)
		sha256_update(ctx, strlen(field) + 1, (const uint8_t *)field);
	else
		sha256_update(ctx, 2, (const uint8_t *)"\xff");
}

/* `place` and `value` stand for those of the diagnostic, which may be several. */
static void identify_at(char out[DGPM_FINGERPRINT_BUF], const struct dgpm_diag *d, const char *place,
			const char *value)
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	add(&ctx, DGPM_FINGERPRINT_VERSION);
	add(&ctx, d->severity == DGPM_SAID_CANNOT_COMPUTE ? "open" : "found");
	add(&ctx, d->rule);
	add(&ctx, d->project_id);
	add(&ctx, d->project_id == NULL ? d->at.path : NULL);
	add(&ctx, place);
	add(&ctx, value);
	hex(out, &ctx);
}

static void identify(char out[DGPM_FINGERPRINT_BUF], const struct dgpm_diag *d)
{
	if (d->fingerprint != NULL)
		snprintf(out, DGPM_FINGERPRINT_BUF, "%s", d->fingerprint);
	else
		identify_at(out, d, d->place != NULL ? d->place : d->pointer, d->parts != NULL ? d->parts : d->value);
}

const char *dgpm_finding_part(char out[DGPM_FINGERPRINT_BUF], struct dgpm_str *place, const struct dgpm_diag *d,
			      const char *rest, struct dgpm_arena *arena)
{
	const char *end = strchrnul(rest, '\n'), *tab = memchr(rest, '\t', (size_t)(end - rest));

	*place = (struct dgpm_str){ rest, (size_t)((tab != NULL ? tab : end) - rest) };
	identify_at(out, d, dgpm_arena_strndup(arena, place->s, place->n),
		    tab != NULL ? dgpm_arena_strndup(arena, tab + 1, (size_t)(end - tab - 1)) : NULL);
	return *end != '\0' ? end + 1 : NULL;
}

static void number(char out[DGPM_FINGERPRINT_BUF], size_t nth)
{
	struct sha256_ctx ctx;
	char text[24];

	snprintf(text, sizeof text, "%zu", nth);
	sha256_init(&ctx);
	add(&ctx, DGPM_FINGERPRINT_VERSION);
	add(&ctx, out);
	add(&ctx, text);
	hex(out, &ctx);
}

static int cmp(const void *pa, const void *pb)
{
	const struct dgpm_finding *a = *(struct dgpm_finding *const *)pa, *b = *(struct dgpm_finding *const *)pb;
	int c = strcmp(a->fingerprint, b->fingerprint);

	return c != 0 ? c : (a > b) - (a < b);
}

struct dgpm_findings *dgpm_findings_new(struct dgpm_arena *arena, const struct dgpm_diags *diags)
{
	struct dgpm_findings *f = dgpm_arena_array(arena, 1, sizeof *f);
	struct dgpm_finding **order;

	f->n = dgpm_diags_count(diags);
	f->items = dgpm_arena_array(arena, f->n, sizeof *f->items);
	order = dgpm_arena_array(arena, f->n, sizeof(struct dgpm_finding *));
	for (size_t i = 0; i < f->n; i++) {
		f->items[i].diag = dgpm_diags_at(diags, i);
		identify(f->items[i].fingerprint, f->items[i].diag);
		order[i] = &f->items[i];
	}
	dgpm_sort(order, f->n, sizeof(struct dgpm_finding *), cmp);
	for (size_t i = 0, j; i < f->n; i = j) {
		for (j = i + 1; j < f->n && strcmp(order[i]->fingerprint, order[j]->fingerprint) == 0; j++)
			;
		for (size_t k = i + 1; k < j; k++)
			number(order[k]->fingerprint, k - i + 1);
	}
	return f;
}
