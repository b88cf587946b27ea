/* Fuzz targets of cost reduction: read, tracked by each kind of group, drawn. */
#include "tree.h"
#include "track/print.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct drawn {
	const struct dgpm_track *track;
	struct dgpm_track_look look;
};

static void draw(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct drawn *d = what;

	dgpm_track_print(d->track, r->arena, out, how, &d->look);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_track *track;
	struct fuzz_run r;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	fuzz_put("target.yaml", data, size);
	fuzz_open(&r, NULL);
	dgpm_portfolio_hold(r.portfolio);
	for (int by = DGPM_TRACK_ALL; by <= DGPM_TRACK_VIEWPOINT; by++) {
		const struct dgpm_track_how how = { .by = (enum dgpm_track_by)by, .threads = 1, .open_from = 2022,
						    .terms = by == DGPM_TRACK_PROJECT, .n_rates = by == DGPM_TRACK_ALL,
						    .rates = { 300000 } };
		struct drawn d = { .look = { .width = 80, .utf8 = true, .detail = true, .addresses = true,
					     .words = &r.words } };

		if (dgpm_track(&track, r.arena, r.diags, r.portfolio, &how) != 0) {
			must(dgpm_diags_count(r.diags) != 0);
			break;
		}
		d.track = track;
		fuzz_print(&r, draw, &d);
	}
	fuzz_end(&r);
	return 0;
}
