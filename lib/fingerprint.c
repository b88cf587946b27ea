/* Fingerprints of findings. */
#include "dgpm/fingerprint.h"

#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>
#include <stdlib.h>

/* A change here makes every baseline and every alert new: it needs another version. */
#define VERSION "dgpm/v1"

static void hex(char out[DGPM_FINGERPRINT_BUF], struct sha256_ctx *ctx)
{
	uint8_t digest[SHA256_DIGEST_SIZE];

#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(ctx, digest);
#else
	sha256_digest(ctx, sizeof digest, digest);
#endif
	for (size_t i = 0; i < (DGPM_FINGERPRINT_BUF - 1) / 2; i++)
		snprintf(out + i * 2, 3, "%02x", digest[i]);
}

/* A field and its end; none at all is another thing than an empty one. */
static void add(struct sha256_ctx *ctx, const char *field)
{
	if (field != NULL)
		sha256_update(ctx, strlen(field) + 1, (const uint8_t *)field);
	else
		sha256_update(ctx, 2, (const uint8_t *)"\xff");
}

static void identify(char out[DGPM_FINGERPRINT_BUF], const struct dgpm_diag *d)
{
	struct sha256_ctx ctx;

	if (d->fingerprint != NULL) {
		snprintf(out, DGPM_FINGERPRINT_BUF, "%s", d->fingerprint);
		return;
	}
	sha256_init(&ctx);
	add(&ctx, VERSION);
	add(&ctx, d->severity == DGPM_SAID_CANNOT_COMPUTE ? "open" : "found");
	add(&ctx, d->rule);
	add(&ctx, d->project_id);
	add(&ctx, d->project_id == NULL ? d->at.path : NULL);
	add(&ctx, d->pointer);
	add(&ctx, d->value);
	hex(out, &ctx);
}

static void number(char out[DGPM_FINGERPRINT_BUF], size_t nth)
{
	struct sha256_ctx ctx;
	char text[24];

	snprintf(text, sizeof text, "%zu", nth);
	sha256_init(&ctx);
	add(&ctx, VERSION);
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
	if (f->n != 0)
		qsort(order, f->n, sizeof(struct dgpm_finding *), cmp);
	for (size_t i = 0, j; i < f->n; i = j) {
		for (j = i + 1; j < f->n && strcmp(order[i]->fingerprint, order[j]->fingerprint) == 0; j++)
			;
		for (size_t k = i + 1; k < j; k++)
			number(order[k]->fingerprint, k - i + 1);
	}
	return f;
}
