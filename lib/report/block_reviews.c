/* Block 4: what the reviews suggest by stage, and the rules that most systems miss. */
#include "address/address.h"
#include "base/i18n.h"
#include "base/list.h"
#include "report/blocks.h"

static const struct {
	const char *code;
	enum report_fill fill;
} judgements[] = {
	{ "approve", REPORT_FILL_RESULT },
	{ "conditional", REPORT_FILL_CONDITIONAL },
	{ "return", REPORT_FILL_RETURN },
	{ "undecided", REPORT_FILL_UNDECIDED },
};

static const char *word(const struct blocks *b, size_t judgement)
{
	return dgpm_code_text(b->f->codes, "judgement", dgpm_str_of(judgements[judgement].code), b->f->words.lang);
}

static void stage_bar(const struct blocks *b, struct report_small *s, const struct figures_stage *stage)
{
	const struct figures *f = b->f;
	const char *desc = NULL;

	s->title = stage->title;
	s->note = blocks_say(b, _("%s, as of %s"), words_year_long(&f->words, stage->fiscal_year),
			     words_date(&f->words, f->date));
	s->chart.kind = REPORT_STACK;
	s->chart.title = blocks_say(b, _("suggestions of the %s"), stage->title);
	s->chart.parts = dgpm_arena_array(f->arena, DGPM_COUNT(judgements), sizeof *s->chart.parts);
	s->chart.n_parts = DGPM_COUNT(judgements);
	for (size_t i = 0; i < DGPM_COUNT(judgements); i++) {
		const char *part = blocks_say(b, "%s %zu", word(b, i), stage->n[i]);

		s->chart.parts[i] = (struct report_part){
			.fill = judgements[i].fill,
			.text = word(b, i),
			.figure = blocks_count(
				b, stage->n[i],
				dgpm_address(f->arena, "review", blocks_number(b, stage->fiscal_year), stage->stage,
					     judgements[i].code, NULL)),
			.value = (int64_t)stage->n[i],
		};
		desc = desc == NULL ? part : dgpm_arena_cat(f->arena, desc, f->words.ja ? "、" : ", ", part);
	}
	s->chart.desc = desc;
}

/* The commonest suggestion of each stage. */
static const char *title(const struct blocks *b)
{
	const char *said = NULL;

	for (size_t s = 0; s < FIGURES_STAGES; s++) {
		const struct figures_stage *stage = &b->f->stages[s];
		size_t best = 0;
		const char *part;

		if (stage->review == NULL)
			continue;
		for (size_t i = 1; i < DGPM_COUNT(judgements); i++)
			if (stage->n[i] > stage->n[best])
				best = i;
		part = blocks_say(b, _("%s: %zu of %zu %s"), stage->title, stage->n[best],
				  stage->n[0] + stage->n[1] + stage->n[2] + stage->n[3], word(b, best));
		said = said == NULL ? part : dgpm_arena_cat(b->f->arena, said, b->f->words.ja ? "、" : "; ", part);
	}
	return said != NULL ? said : _("no suggestion");
}

struct counted {
	const struct dgpm_rule *rule;
	size_t n, of;
	const char *last; /* the project counted last */
};

static int cmp_counted(const void *pa, const void *pb)
{
	const struct counted *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	if (a->rule->severity != b->rule->severity)
		return a->rule->severity < b->rule->severity ? 1 : -1;
	return strcmp(a->rule->id, b->rule->id);
}

static int cmp_rule(const void *pa, const void *pb)
{
	const struct counted *a = pa, *b = pb;

	return strcmp(a->rule->id, b->rule->id);
}

/* Systems that miss a rule, of those reviewed at its stage. */
static struct counted *count_rules(const struct figures *f, size_t *n)
{
	struct counted *items = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t s = 0; s < FIGURES_STAGES; s++) {
		const struct figures_stage *stage = &f->stages[s];
		size_t from = *n, of = stage->n[0] + stage->n[1] + stage->n[2] + stage->n[3];

		for (size_t r = 0; stage->review != NULL && r < stage->review->n_rules; r++)
			*DGPM_PUSH(f->arena, items, *n, cap) = (struct counted){ stage->review->ran[r], 0, of, NULL };
		if (*n == from)
			continue;
		dgpm_sort(items + from, *n - from, sizeof *items, cmp_rule);
		for (size_t i = 0; i < dgpm_diags_count(stage->diags); i++) {
			const struct dgpm_diag *d = dgpm_diags_at(stage->diags, i);
			size_t lo = from, hi = *n;

			if (d->rule == NULL || d->project_id == NULL || d->severity < DGPM_WARNING ||
			    figures_card(f, d->project_id) == NULL)
				continue;
			while (lo < hi) {
				size_t mid = lo + (hi - lo) / 2;

				if (strcmp(items[mid].rule->id, d->rule) < 0)
					lo = mid + 1;
				else
					hi = mid;
			}
			/* Diagnostics are in the order of files: those of a project follow each other. */
			if (lo < *n && strcmp(items[lo].rule->id, d->rule) == 0 &&
			    (items[lo].last == NULL || strcmp(items[lo].last, d->project_id) != 0)) {
				items[lo].n++;
				items[lo].last = d->project_id;
			}
		}
	}
	return items;
}

static void commonest(const struct blocks *b, struct report_block *block)
{
	enum { TOP = 10 };
	const struct figures *f = b->f;
	size_t n, shown = 0;
	struct counted *items = count_rules(f, &n);
	struct report_top *top = dgpm_arena_array(f->arena, TOP, sizeof *top);
	struct report_item *item;

	dgpm_sort(items, n, sizeof *items, cmp_counted);
	for (; shown < n && shown < TOP && items[shown].n != 0; shown++) {
		const struct counted *c = &items[shown];

		top[shown] = (struct report_top){
			.tag = c->rule->severity >= DGPM_ERROR ? REPORT_TAG_BAD : REPORT_TAG_WARN,
			.tag_text = dgpm_code_text(f->codes, "severity",
						   dgpm_str_of(dgpm_severity_name(c->rule->severity)), f->words.lang),
			.rule = c->rule->id,
			.title = c->rule->title,
			.source = c->rule->source,
			.share = { .text = blocks_say(b, "%s / %s", words_count(&f->words, (int64_t)c->n),
						      words_count(&f->words, (int64_t)c->of)),
				   .address = dgpm_address(f->arena, "review", "rule", c->rule->id, "projects", NULL),
				   .exact = words_exact(&f->words, (int64_t)c->n) },
			.n = c->n,
			.of = c->of,
		};
	}
	if (shown == 0)
		return;
	report_text(b->doc, block, REPORT_HEADING, blocks_say(b, _("The %zu commonest findings"), shown));
	report_text(
		b->doc, block, REPORT_NOTE,
		_("Errors and warnings by the number of systems; of equal ones errors first, then by their number."));
	item = report_add(b->doc, block, REPORT_TOP);
	item->top = top;
	item->n = shown;
}

void block_reviews(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b4", "4", _("Reviews"));
	struct report_figure_block *figure = dgpm_arena_array(b->f->arena, 1, sizeof *figure);
	struct dgpm_open_findings open = { 0, 0 };
	size_t recorded = 0, with = 0;

	for (size_t s = 0; s < FIGURES_STAGES; s++)
		recorded += b->f->stages[s].n_recorded;
	report_text(b->doc, block, REPORT_LEAD,
		    blocks_say(b,
			       _("Results recorded on the cards: %zu. All that follows is what dgpm suggests by the "
				 "rules, not a decision."),
			       recorded));
	for (size_t i = 0; i < b->f->n_cards; i++) {
		open.n += b->f->cards[i].open.n;
		open.overdue += b->f->cards[i].open.overdue;
		with += b->f->cards[i].open.n != 0;
	}
	if (open.n != 0)
		report_text(
			b->doc, block, REPORT_PARA,
			blocks_say(b,
				   _("Findings of reviews held that are not closed: %lld of %zu systems; of them %lld "
				     "past their due date."),
				   (long long)open.n, with, (long long)open.overdue));
	figure->small = dgpm_arena_array(b->f->arena, FIGURES_STAGES, sizeof *figure->small);
	for (size_t s = 0; s < FIGURES_STAGES; s++)
		if (b->f->stages[s].review != NULL)
			stage_bar(b, &figure->small[figure->n_small++], &b->f->stages[s]);
	if (figure->n_small != 0) {
		figure->stages = true;
		figure->title = title(b);
		figure->subtitle = blocks_say(b, _("suggestions by review stage, %zu systems"), b->f->n_cards);
		report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	}
	commonest(b, block);
}
