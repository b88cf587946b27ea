/* Words and figures that the parts of the tracking report share. */
#include "track/print_parts.h"
#include "base/buf.h"
#include "base/i18n.h"

bool track_is_open(const struct dgpm_track *track, int fiscal_year)
{
	return track->how.open_from != 0 && fiscal_year >= track->how.open_from;
}

const char *track_text_code(const struct track_text *x, const char *list, const char *code)
{
	return dgpm_word(x->look->words, list, code);
}

const char *track_text_yen(const struct track_text *x, dgpm_yen yen)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(x->arena, dgpm_int_format(buf, dgpm_yen_round(yen, x->how->unit), ','));
}

const char *track_text_percent(const struct track_text *x, int64_t rate)
{
	const char *text = dgpm_arena_printf(x->arena, "%d.%04d", (int)(rate / 10000), (int)(rate % 10000));
	size_t n = strlen(text);

	while (text[n - 1] == '0')
		n--;
	n -= text[n - 1] == '.';
	return dgpm_arena_printf(x->arena, "%.*s %%", (int)n, text);
}

const char *track_text_basis(const struct track_text *x, const struct dgpm_track_figure *f)
{
	struct dgpm_buf text = { .arena = x->arena };
	unsigned kinds = 0;

	if (f->given)
		return _("as given");
	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		kinds += f->by_stage[s] != 0;
	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		const char *name =
			track_text_code(x, "ledger-stage", dgpm_ledger_stage_name((enum dgpm_ledger_stage)s));

		if (f->by_stage[s] == 0)
			continue;
		if (kinds == 1)
			return name;
		dgpm_buf_sep(&text, ", ");
		dgpm_buf_addf(&text, "%s %u", name, f->by_stage[s]);
	}
	return text.n != 0 ? dgpm_buf_text(&text) : "－";
}
