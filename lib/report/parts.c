/* What several blocks share: figures with their addresses, changes in words. */
#include "address/address.h"
#include "base/i18n.h"
#include "report/blocks.h"

const char *blocks_say(const struct blocks *b, const char *fmt, ...)
{
	const char *said;
	va_list ap;

	va_start(ap, fmt);
	said = dgpm_arena_vprintf(b->f->arena, fmt, ap);
	va_end(ap);
	return said;
}

const char *blocks_number(const struct blocks *b, int n)
{
	return blocks_say(b, "%d", n);
}

const char *blocks_of_day(const struct blocks *b, const char *kind, const char *what, const char *column)
{
	const struct figures *f = b->f;

	return dgpm_address(f->arena, kind, blocks_say(b, "%04d-%02d-%02d", f->date.year, f->date.month, f->date.day),
			    what, column, NULL);
}

const char *blocks_ledger(const struct blocks *b, int fiscal_year, const char *slice, const char *stage)
{
	return dgpm_address(b->f->arena, "ledger", blocks_number(b, fiscal_year), slice, stage, NULL);
}

struct report_figure blocks_million(const struct blocks *b, bool has, dgpm_yen yen, const char *address)
{
	return (struct report_figure){
		.text = has ? words_million(&b->f->words, yen) : NULL,
		.address = address,
		.exact = has ? words_exact(&b->f->words, yen) : NULL,
		.yen = true,
	};
}

struct report_figure blocks_count(const struct blocks *b, size_t n, const char *address)
{
	return (struct report_figure){
		.text = words_count(&b->f->words, (int64_t)n),
		.address = address,
		.exact = words_exact(&b->f->words, (int64_t)n),
	};
}

struct report_figure blocks_sum(const struct blocks *b, const struct figures_sum *sum, enum dgpm_figure figure,
				int fiscal_year, const char *slice)
{
	const char *address = blocks_ledger(b, fiscal_year, slice, dgpm_figure_name(figure));
	bool has = sum != NULL && sum->f.has[figure];

	return blocks_million(b, has, has ? sum->f.value[figure] : 0, address);
}

bool blocks_has_rate(const struct figures_sum *sum)
{
	return sum != NULL && sum->f.has[DGPM_FIG_TOTAL] && sum->f.has[DGPM_FIG_EXECUTED] &&
	       sum->f.value[DGPM_FIG_TOTAL] > 0 && sum->n_budget == sum->n_both && sum->n_executed == sum->n_both;
}

dgpm_yen blocks_rate_of(const struct blocks *b, const struct figures_sum *sum)
{
	dgpm_yen whole = sum->f.value[DGPM_FIG_TOTAL];

	if (dgpm_portfolio_is_net(b->f->portfolio) && sum->f.has[DGPM_FIG_CARRYOVER_OUT] &&
	    !dgpm_yen_sub(&whole, whole, sum->f.value[DGPM_FIG_CARRYOVER_OUT]))
		return 0;
	return whole;
}

bool blocks_is_open(const struct blocks *b, int fiscal_year)
{
	return fiscal_year >= dgpm_date_fiscal_year(b->f->date);
}

struct report_figure blocks_so_far(const struct blocks *b, struct report_figure rate, int fiscal_year)
{
	if (rate.text != NULL && blocks_is_open(b, fiscal_year))
		rate.text = blocks_say(b, _("%s (so far)"), rate.text);
	return rate;
}

struct report_figure blocks_rate(const struct blocks *b, const struct figures_sum *sum, int fiscal_year,
				 const char *slice)
{
	struct report_figure f = { .address = blocks_ledger(b, fiscal_year, slice, "execution_rate") };

	return blocks_has_rate(sum)
		       ? blocks_so_far(b,
				       blocks_percent(b, sum->f.value[DGPM_FIG_EXECUTED], blocks_rate_of(b, sum),
						      f.address),
				       fiscal_year)
		       : f;
}

struct report_figure blocks_percent(const struct blocks *b, dgpm_yen part, dgpm_yen whole, const char *address)
{
	struct report_figure f = { .address = address, .text = words_percent(&b->f->words, part, whole) };

	if (f.text != NULL) {
		f.exact = words_ratio(&b->f->words, part, whole);
		f.part = part;
		f.whole = whole;
	}
	return f;
}

void blocks_year_cell(const struct blocks *b, struct report_cell *cell, int fiscal_year)
{
	cell->figure.text = blocks_say(b, b->f->words.ja ? "%d" : "FY%d", fiscal_year);
	cell->figure.exact = words_exact(&b->f->words, fiscal_year);
	cell->figure.year = true;
	cell->unit = words_year_era(&b->f->words, fiscal_year);
}

void blocks_text(struct report_cell *cell, const char *text)
{
	cell->figure.text = text;
}

const char *blocks_sheet_of(const struct blocks *b, const char *id)
{
	return !b->f->how->no_sheets && figures_card(b->f, id) != NULL ? id : NULL;
}

const char *blocks_change(const struct blocks *b, dgpm_yen before, dgpm_yen now)
{
	const struct report_words *w = &b->f->words;
	const char *percent = words_change_percent(w, before, now);
	dgpm_yen change;

	if (!dgpm_yen_sub(&change, now, before))
		return _("the change is too large to tell");
	if (change == 0)
		return _("the same as last year");
	/* A change without a rate: nothing, or less than nothing, before. */
	if (percent == NULL)
		return blocks_say(b, change > 0 ? _("up %s on last year") : _("down %s on last year"),
				  words_large_fine(w, change > 0 ? change : -change));
	return blocks_say(b, change > 0 ? _("up %s (%s) on last year") : _("down %s (%s) on last year"),
			  words_large_fine(w, change > 0 ? change : -change), percent);
}

void blocks_empty(const struct blocks *b, struct report_block *block, const char *title, const char *text,
		  const char *sample, const char *note, const char *source)
{
	struct report_empty *e = dgpm_arena_array(b->f->arena, 1, sizeof *e);

	*e = (struct report_empty){ title, text, sample, note, source };
	report_add(b->doc, block, REPORT_EMPTY)->empty = e;
}
