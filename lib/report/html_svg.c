/* Charts as inline SVG: across in percent, down in pixels, so that one copy serves every width with letters of one
 * size. */
#include "report/html.h"
#include "base/i18n.h"
#include "base/wide.h"

#include <inttypes.h>

#define HUNDRED_PERCENT 10000 /* positions across are held in hundredths of a percent */
#define LEAST_SLOTS 6	      /* few years do not make broad bars */

static const char *const fills[REPORT_N_FILLS] = { "exe",   "exl",  "budget", "part",  "fc",	"ovr",
						   "ghost", "path", "s-cond", "s-ret", "s-und", "unk" };

/* 833 is 8.33, 800 is 8. */
static const char *percent(struct html *h, int64_t hundredths)
{
	struct dgpm_arena *a = h->doc->arena;

	if (hundredths % 100 == 0)
		return dgpm_arena_printf(a, "%" PRId64, hundredths / 100);
	if (hundredths % 10 == 0)
		return dgpm_arena_printf(a, "%" PRId64 ".%" PRId64, hundredths / 100, hundredths / 10 % 10);
	return dgpm_arena_printf(a, "%" PRId64 ".%02" PRId64, hundredths / 100, hundredths % 100);
}

/* Tenths of a pixel. */
static void rect(struct html *h, const char *class, int64_t x, int64_t y, int64_t width, int64_t height,
		 const char *tip)
{
	html_printf(h,
		    "<rect class=\"%s\" x=\"%s%%\" y=\"%" PRId64 ".%" PRId64 "\" width=\"%s%%\" height=\"%" PRId64
		    ".%" PRId64 "\"",
		    class, percent(h, x), y / 10, y % 10, percent(h, width), height / 10, height % 10);
	if (tip == NULL) {
		html_puts(h, "/>");
		return;
	}
	html_puts(h, "><title>");
	html_text(h, tip);
	html_puts(h, "</title></rect>");
}

static void line(struct html *h, const char *class, int64_t x1, int64_t x2, int64_t y)
{
	html_printf(h,
		    "<line class=\"%s\" x1=\"%s%%\" y1=\"%" PRId64 ".%" PRId64 "\" x2=\"%s%%\" y2=\"%" PRId64
		    ".%" PRId64 "\"/>",
		    class, percent(h, x1), y / 10, y % 10, percent(h, x2), y / 10, y % 10);
}

static void text(struct html *h, const char *class, int64_t x, int64_t y, const char *said)
{
	html_printf(h, "<text class=\"%s\" x=\"%s%%\" y=\"%" PRId64 ".%" PRId64 "\">", class, percent(h, x), y / 10,
		    y % 10);
	html_text(h, said);
	html_puts(h, "</text>");
}

/* A label over marks: first its edge in the colour of the page, then the letters. */
static void label(struct html *h, int64_t x, int64_t y, const char *said)
{
	html_puts(h, "<g aria-hidden=\"true\">");
	text(h, "m b h", x, y, said);
	html_puts(h, "</g>");
	text(h, "m b", x, y, said);
}

static void begin(struct html *h, unsigned height, const char *title, const char *desc)
{
	unsigned n = ++h->n_charts;

	html_printf(h, "<svg class=\"ch\" height=\"%u\" role=\"img\" aria-labelledby=\"c%ut c%ud\"><title id=\"c%ut\">",
		    height, n, n, n);
	html_text(h, title);
	html_printf(h, "</title><desc id=\"c%ud\">", n);
	html_text(h, desc);
	html_puts(h, "</desc>");
}

/* A plot of yen: where it stands, and how much is its top. */
struct plot {
	struct html *h;
	int64_t left, slot; /* hundredths of a percent */
	int64_t top, base;  /* tenths of a pixel */
	dgpm_yen most;
};

static int64_t y_of(const struct plot *p, dgpm_yen yen)
{
	dgpm_yen capped = yen < 0 ? 0 : yen > p->most ? p->most : yen;

	return p->base - (int64_t)((wide)(p->base - p->top) * capped / p->most);
}

/* The step of a scale, 1, 2, 2.5 or 5 times a power of ten, of which two to four reach the largest value. */
static dgpm_yen scale(dgpm_yen most, dgpm_yen *top)
{
	dgpm_yen power = 1;

	while (power <= INT64_MAX / 100 && power * 10 <= most)
		power *= 10;
	for (dgpm_yen tenth = power / 10 > 0 ? power / 10 : 1;; tenth *= 10) {
		const dgpm_yen steps[] = { tenth, tenth * 2, tenth * 5 / 2, tenth * 5 };

		for (size_t i = 0; i < DGPM_COUNT(steps); i++) {
			dgpm_yen n = steps[i] > 0 ? most / steps[i] + (most % steps[i] != 0) : 0;

			if (n >= 2 && n <= 4 && steps[i] <= INT64_MAX / n) {
				*top = steps[i] * n;
				return steps[i];
			}
		}
		if (tenth > most || tenth > INT64_MAX / 100) {
			*top = most > 0 ? most : 1;
			return *top;
		}
	}
}

/* The unit in which the scale is written: 億円 or billions, else millions. */
static const char *scale_text(struct html *h, dgpm_yen yen, dgpm_yen step, bool unit)
{
	char buf[DGPM_INT_BUF];
	dgpm_yen large = h->ja ? 100000000 : 1000000000;
	bool fine = step % large != 0;

	dgpm_int_format(buf, yen / (fine ? 1000000 : large), ',');
	if (!unit)
		return dgpm_arena_strdup(h->doc->arena, buf);
	if (h->ja)
		return dgpm_arena_cat(h->doc->arena, buf, fine ? "百万円" : "億円");
	return dgpm_arena_cat(h->doc->arena, buf, fine ? " million yen" : " billion yen");
}

static dgpm_yen largest(const struct report_chart *c)
{
	dgpm_yen most = 0;

	for (size_t i = 0; i < c->n_bars; i++) {
		const struct report_bar *b = &c->bars[i];
		dgpm_yen values[] = { b->has_budget ? b->budget : 0, b->has_result ? b->result : 0,
				      b->has_forecast ? b->forecast : 0, b->has_path ? b->path : 0 };

		if (b->has_ghost && !dgpm_yen_add(&values[1], values[1], b->ghost))
			values[1] = INT64_MAX;
		for (size_t v = 0; v < DGPM_COUNT(values); v++)
			if (values[v] > most)
				most = values[v];
	}
	return most;
}

static void axis(struct plot *p, const struct report_chart *c)
{
	dgpm_yen step = scale(c->top != 0 ? c->top : largest(c), &p->most);

	if (p->most <= 0)
		p->most = 1;
	line(p->h, "ax", p->left, HUNDRED_PERCENT, p->base);
	text(p->h, "q", 0, p->base + 40, "0");
	for (dgpm_yen at = step; at <= p->most; at += step) {
		bool top = at > p->most - step;

		line(p->h, "gr", p->left, HUNDRED_PERCENT, y_of(p, at));
		text(p->h, "q", 0, y_of(p, at) + (top ? -70 : 40), scale_text(p->h, at, step, top));
		if (top)
			break;
	}
}

/* "2012", then "13" ... */
static const char *year_label(struct html *h, const struct report_bar *b, bool whole)
{
	return whole ? dgpm_arena_printf(h->doc->arena, "%d", b->year)
		     : dgpm_arena_printf(h->doc->arena, "%02d", b->year % 100);
}

static void labels(const struct plot *p, const struct report_bar *b, int64_t middle, bool whole)
{
	struct html *h = p->h;

	text(h, b->current ? "m b" : "m", middle, p->base + 170, year_label(h, b, whole || b->current));
	if (b->era != NULL)
		text(h, b->current ? "m b" : "m q", middle, p->base + 330, b->era);
	if (b->below != NULL)
		text(h, b->current ? "m b" : "m q", middle, p->base + 520, b->below);
}

static void bar(const struct plot *p, const char *class, int64_t x, int64_t width, dgpm_yen from, dgpm_yen to,
		const char *tip)
{
	int64_t top = y_of(p, to), bottom = y_of(p, from);

	if (bottom - top > 0)
		rect(p->h, class, x, top, width, bottom - top, tip);
}

/* Budget as an outline, the result inside it, the path over both. */
static void year_bar(const struct plot *p, const struct report_bar *b, int64_t x)
{
	dgpm_yen in_path = b->has_path && b->result > b->path ? b->path : b->result;

	if (b->has_budget)
		bar(p, b->part ? "part" : "budget", x + p->slot * 16 / 100, p->slot * 68 / 100, 0, b->budget,
		    b->tip_budget);
	if (b->has_result)
		bar(p, "exe", x + p->slot * 32 / 100, p->slot * 36 / 100, 0, in_path, b->tip_result);
	if (b->has_result && in_path < b->result)
		bar(p, "ovr", x + p->slot * 32 / 100, p->slot * 36 / 100, in_path, b->result, b->tip_path);
	if (b->has_path) {
		line(p->h, "halo", x + p->slot * 12 / 100, x + p->slot * 88 / 100, y_of(p, b->path));
		line(p->h, "path", x + p->slot * 12 / 100, x + p->slot * 88 / 100, y_of(p, b->path));
	}
	if (b->above != NULL)
		label(p->h, x + p->slot / 2, y_of(p, b->has_budget ? b->budget : b->result) - 80, b->above);
}

/* Results, forecasts, what is missing without a reason on top of them, and the path. */
static void target_bar(const struct plot *p, const struct report_bar *b, int64_t x)
{
	int64_t left = x + p->slot * 31 / 100, width = p->slot * 38 / 100;
	dgpm_yen top = b->has_result ? b->result : 0;

	if (b->has_result)
		bar(p, "exe", left, width, 0, b->result, b->tip_result);
	else if (b->has_forecast)
		bar(p, "fc", left, width, 0, b->forecast, b->tip_result);
	if (b->has_ghost) {
		bar(p, "ghost", left, width, top, top + b->ghost, b->tip_ghost);
		top += b->ghost;
	}
	if (b->has_path) {
		line(p->h, "halo", x + p->slot * 12 / 100, x + p->slot * 88 / 100, y_of(p, b->path));
		line(p->h, "path", x + p->slot * 12 / 100, x + p->slot * 88 / 100, y_of(p, b->path));
	}
	if (b->above != NULL)
		label(p->h, x + p->slot / 2, (b->target ? y_of(p, b->path) : y_of(p, top)) - 80, b->above);
	if (!b->has_result && !b->has_forecast)
		text(p->h, "m q", x + p->slot / 2, p->base - 60, _("no amount"));
}

static void small_bar(const struct plot *p, const struct report_bar *b, int64_t x)
{
	const bool shown = b->has_result;
	dgpm_yen in_path = b->has_path && b->result > b->path ? b->path : b->result;
	int64_t left = x + p->slot * 18 / 100, width = p->slot * 64 / 100;

	if (shown)
		bar(p, "exe", left, width, 0, in_path, b->tip_result);
	if (shown && in_path < b->result)
		bar(p, "ovr", left, width, in_path, b->result, b->tip_path);
	if (b->has_ghost)
		bar(p, "ghost", left, width, b->result, b->result + b->ghost, b->tip_ghost);
	if (b->has_path) {
		line(p->h, "halo", x + p->slot * 4 / 100, x + p->slot * 96 / 100, y_of(p, b->path));
		line(p->h, "path", x + p->slot * 4 / 100, x + p->slot * 96 / 100, y_of(p, b->path));
	}
}

static void years_chart(struct html *h, const struct report_chart *c)
{
	static const struct {
		unsigned height;
		int64_t left, top, base;
	} sizes[] = {
		[REPORT_YEARS] = { 286, 800, 340, 2220 },
		[REPORT_TARGET] = { 278, 800, 340, 2100 },
		[REPORT_SMALL] = { 138, 1100, 160, 1120 },
	};
	struct plot p = { .h = h, .left = sizes[c->kind].left, .top = sizes[c->kind].top, .base = sizes[c->kind].base };

	if (c->n_bars == 0)
		return;
	p.slot = (HUNDRED_PERCENT - p.left) / (int64_t)(c->n_bars < LEAST_SLOTS ? LEAST_SLOTS : c->n_bars);
	begin(h, sizes[c->kind].height, c->title, c->desc);
	for (size_t i = 0; i < c->n_bars; i++)
		if (c->bars[i].current)
			rect(h, "band", p.left + (int64_t)i * p.slot, p.top - 80, p.slot, p.base - p.top + 80, NULL);
	axis(&p, c);
	for (size_t i = 0; i < c->n_bars; i++) {
		const struct report_bar *b = &c->bars[i];
		int64_t x = p.left + (int64_t)i * p.slot;

		if (c->kind == REPORT_YEARS) {
			labels(&p, b, x + p.slot / 2, i == 0);
			year_bar(&p, b, x);
		} else if (c->kind == REPORT_TARGET) {
			labels(&p, b, x + p.slot / 2, true);
			target_bar(&p, b, x);
		} else {
			if (i == 0 || i + 1 == c->n_bars || i % 2 == 0)
				text(h, "m q", x + p.slot / 2, p.base + 160, year_label(h, b, i == 0));
			small_bar(&p, b, x);
		}
	}
	html_puts(h, "</svg>");
}

static void spark(struct html *h, const struct report_chart *c)
{
	dgpm_yen most = c->top != 0 ? c->top : largest(c);
	int64_t slot = HUNDRED_PERCENT / (int64_t)(c->n_bars < LEAST_SLOTS ? LEAST_SLOTS : c->n_bars);

	if (c->n_bars == 0)
		return;
	begin(h, 64, c->title, c->desc);
	line(h, "ax", 0, HUNDRED_PERCENT, 460);
	for (size_t i = 0; i < c->n_bars; i++) {
		const struct report_bar *b = &c->bars[i];
		int64_t x = (int64_t)i * slot, height;

		if (b->has_budget && b->budget > 0 && most > 0) {
			height = (int64_t)((wide)b->budget * 400 / most);
			if (height < 10)
				height = 10;
			rect(h, "bud", x + slot * 8 / 100, 460 - height, slot * 84 / 100, height, b->tip_budget);
		}
		if (b->has_result && b->result > 0 && most > 0) {
			height = (int64_t)((wide)b->result * 400 / most);
			if (height < 10)
				height = 10;
			rect(h, b->current ? "exe" : "exl", x + slot * 24 / 100, 460 - height, slot * 52 / 100, height,
			     b->tip_result);
		}
		if (b->current)
			text(h, "m b", x + slot / 2, 610, year_label(h, b, true));
	}
	if (!c->bars[0].current && (c->n_bars < 3 || !c->bars[1].current))
		text(h, "q", 0, 610, year_label(h, &c->bars[0], true));
	if (!c->bars[c->n_bars - 1].current && (c->n_bars < 3 || !c->bars[c->n_bars - 2].current))
		text(h, "e q", (int64_t)c->n_bars * slot, 610, year_label(h, &c->bars[c->n_bars - 1], false));
	html_puts(h, "</svg>");
}

static void stack(struct html *h, const struct report_chart *c)
{
	int64_t sum = 0, at = 10;

	for (size_t i = 0; i < c->n_parts; i++)
		sum += c->parts[i].value;
	begin(h, 18, c->title, c->desc);
	for (size_t i = 0; i < c->n_parts && sum > 0; i++) {
		int64_t width = (int64_t)((wide)c->parts[i].value * (HUNDRED_PERCENT - 20) / sum);
		const char *class = fills[c->parts[i].fill];

		if (width > 20)
			rect(h, c->parts[i].fill == REPORT_FILL_RESULT ? "s-ok" : class, at, 10, width - 20, 160,
			     dgpm_arena_cat(h->doc->arena, c->parts[i].text, " ", c->parts[i].figure.text));
		at += width;
	}
	html_puts(h, "</svg>");
}

static void counts(struct html *h, const struct report_chart *c)
{
	html_puts(h, "<ul class=\"cnt\">");
	for (size_t i = 0; i < c->n_parts; i++) {
		html_puts(h, "<li>");
		svg_swatch(h, c->parts[i].fill, 16);
		html_text(h, c->parts[i].text);
		html_puts(h, "<b");
		html_figure_attributes(h, &c->parts[i].figure);
		html_puts(h, ">");
		html_text(h, c->parts[i].figure.text);
		html_puts(h, "</b></li>");
	}
	html_puts(h, "</ul>");
}

/* A mark differs in its form, and has its name beside it. */
static void dot(struct html *h, const struct report_dot *d, int64_t x, int64_t y)
{
	if (d->marked)
		html_printf(h,
			    "<rect class=\"over\" x=\"%s%%\" y=\"%" PRId64 ".%" PRId64
			    "\" width=\"10\" height=\"10\" transform=\"translate(-5 -5)\"><title>",
			    percent(h, x), y / 10, y % 10);
	else
		html_printf(h, "<circle class=\"exe\" cx=\"%s%%\" cy=\"%" PRId64 ".%" PRId64 "\" r=\"5\"><title>",
			    percent(h, x), y / 10, y % 10);
	html_text(h, d->tip);
	html_puts(h, d->marked ? "</title></rect>" : "</title></circle>");
	if (d->name == NULL)
		return;
	html_printf(h, "<text class=\"b%s\" x=\"%s%%\" y=\"%" PRId64 ".%" PRId64 "\" dx=\"%d\">",
		    x > HUNDRED_PERCENT / 2 ? " e" : "", percent(h, x), (y + 40) / 10, (y + 40) % 10,
		    x > HUNDRED_PERCENT / 2 ? -9 : 9);
	html_text(h, d->name);
	html_puts(h, "</text>");
}

/* Dots by two measures; both scales begin at zero. */
static void scatter(struct html *h, const struct report_chart *c)
{
	struct plot p = { .h = h, .left = 800, .slot = 0, .top = 340, .base = 2220 };
	dgpm_yen step, most_x = 1, most = 1;

	for (size_t i = 0; i < c->n_dots; i++) {
		most = c->dots[i].y > most ? c->dots[i].y : most;
		most_x = c->dots[i].x > most_x ? c->dots[i].x : most_x;
	}
	step = scale(most, &p.most);
	begin(h, 270, c->title, c->desc);
	line(h, "ax", p.left, HUNDRED_PERCENT, p.base);
	text(h, "q", 0, p.base + 40, "0");
	for (dgpm_yen at = step; at <= p.most && at <= INT64_MAX - step; at += step) {
		line(h, "gr", p.left, HUNDRED_PERCENT, y_of(&p, at));
		text(h, "q", 0, y_of(&p, at) + (at + step > p.most ? -70 : 40),
		     scale_text(h, at, step, at + step > p.most));
	}
	for (size_t i = 0; i < c->n_dots; i++) {
		int64_t x = p.left + 200 + (int64_t)((wide)(HUNDRED_PERCENT - p.left - 400) * c->dots[i].x / most_x);
		int64_t y = y_of(&p, c->dots[i].y);

		dot(h, &c->dots[i], x, y);
	}
	for (int64_t i = 1; i < 4 && most_x >= 4; i++) {
		int64_t at = (int64_t)((wide)most_x * i / 4);

		text(h, "m q", p.left + 200 + (int64_t)((wide)(HUNDRED_PERCENT - p.left - 400) * at / most_x),
		     p.base + 170, dgpm_arena_printf(h->doc->arena, "%" PRId64, at));
	}
	text(h, "m q", p.left + 200, p.base + 170, "0");
	text(h, "e q", HUNDRED_PERCENT, p.base + 170,
	     dgpm_arena_printf(h->doc->arena, "%" PRId64 " %s", most_x, c->x_title));
	html_puts(h, "</svg>");
}

void svg_chart(struct html *h, const struct report_chart *c)
{
	switch (c->kind) {
	case REPORT_YEARS:
	case REPORT_TARGET:
	case REPORT_SMALL:
		years_chart(h, c);
		break;
	case REPORT_SPARK:
		spark(h, c);
		break;
	case REPORT_STACK:
		stack(h, c);
		counts(h, c);
		break;
	case REPORT_SCATTER:
		scatter(h, c);
		break;
	}
}

void svg_swatch(struct html *h, enum report_fill fill, unsigned width)
{
	const char *class = fill == REPORT_FILL_RESULT && width == 16 ? "s-ok" : fills[fill];
	unsigned height = width == 16 ? 11 : 12;

	html_printf(h, "<svg aria-hidden=\"true\" width=\"%u\" height=\"%u\">", width, height);
	if (fill == REPORT_FILL_PATH)
		html_printf(h, "<line class=\"path\" x1=\"1\" y1=\"6\" x2=\"%u\" y2=\"6\"/>", width - 1);
	else
		html_printf(h, "<rect class=\"%s\" x=\"1\" y=\"1\" width=\"%u\" height=\"%u\"/>", class, width - 2,
			    height - 2);
	html_puts(h, "</svg>");
}

void svg_rate(struct html *h, int permille)
{
	int tenths = permille * 51 / 100;

	html_printf(h,
		    "<svg class=\"rate\" aria-hidden=\"true\"><rect class=\"unk\" x=\".5\" y=\".5\" width=\"51\" "
		    "height=\"8\"/>"
		    "<rect class=\"exe\" x=\".5\" y=\".5\" width=\"%d.%d\" height=\"8\"/></svg>",
		    tenths / 10, tenths % 10);
}

void svg_share(struct html *h, size_t n, size_t of)
{
	html_puts(h, "<svg aria-hidden=\"true\"><rect class=\"unk\" x=\"0\" y=\".5\" width=\"100%\" height=\"9\"/>");
	if (of != 0 && n != 0)
		html_printf(h, "<rect class=\"over\" x=\"0\" y=\".5\" width=\"%s%%\" height=\"9\"/>",
			    percent(h, (int64_t)(n * HUNDRED_PERCENT / of)));
	html_puts(h, "</svg>");
}

void svg_known(struct html *h, const struct report_known *k)
{
	enum { SQUARES = 60 };

	begin(h, 12, k->title, dgpm_arena_printf(h->doc->arena, _("known of %zu of %zu"), k->n, k->of));
	if (k->known != NULL && k->of <= SQUARES) {
		for (size_t i = 0; i < k->of; i++) {
			int64_t slot = HUNDRED_PERCENT / (int64_t)k->of,
				x = (int64_t)i * HUNDRED_PERCENT / (int64_t)k->of;

			rect(h, k->known[i] ? "exe" : "unk", x + 15, 5, slot > 70 ? slot - 55 : slot / 2, 110,
			     k->known[i] ? k->names[i] : NULL);
		}
	} else if (k->of != 0) {
		rect(h, "unk", 15, 5, HUNDRED_PERCENT - 30, 110, NULL);
		if (k->n != 0)
			rect(h, "exe", 15, 5, (int64_t)((HUNDRED_PERCENT - 30) * k->n / k->of), 110, NULL);
	}
	html_puts(h, "</svg>");
}
