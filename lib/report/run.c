/* A report: what is gathered, its blocks in order, and where it goes. */
#include "base/i18n.h"
#include "io/folder.h"
#include "io/read.h"
#include "portfolio/select.h"
#include "report/blocks.h"
#include "report/print_parts.h"

#include <fcntl.h>
#include <stdlib.h>

struct dgpm_report {
	struct figures figures;
	struct report_doc doc;
	struct report_assets assets;
	struct dgpm_report_how how;
};

/* The style and the script of the page, from the data directory. */
static int read_asset(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_data *data, const char *name)
{
	enum { MOST = 1 << 20 };
	const char *path = dgpm_arena_cat(arena, dgpm_data_dir(data), "/report/", name);

	if (dgpm_file_read(out, arena, diags, path, AT_FDCWD, path, MOST) != 0)
		return -1;
	/* The hash in the policy is of what stands between the tags. */
	while (out->n != 0 && out->s[out->n - 1] == '\n')
		out->n--;
	return 0;
}

/* What the report is of, in words. */
static const char *scope_name(const struct figures *f)
{
	const struct dgpm_node *config = dgpm_portfolio_config(f->portfolio);
	const char *name = dgpm_node_cstr(dgpm_node_get(config, f->words.ja ? "name" : "name_en"));

	if (f->how->organization != NULL)
		return figures_org_name(f, f->how->organization);
	return name != NULL ? name : dgpm_node_cstr(dgpm_node_get(config, "name"));
}

static void head(struct dgpm_report *r)
{
	struct figures *f = &r->figures;
	struct report_doc *d = &r->doc;
	const struct report_words *w = &f->words;
	struct blocks b = { f, d };
	const char *edition = r->how.edition != NULL ? r->how.edition : "1";

	d->lang = w->lang;
	d->kicker = scope_name(f);
	d->period = blocks_say(&b, _("April %d to March %d"), f->fiscal_year, f->fiscal_year + 1);
	d->title = f->how->project != NULL && f->n_cards != 0
			   ? blocks_say(&b, _("%s: %s"), words_year_long(w, f->fiscal_year), f->cards[0].name)
		   : f->how->organization != NULL ? blocks_say(&b, _("Information systems of %s in %s"), d->kicker,
							       words_year_title(w, f->fiscal_year))
						  : blocks_say(&b, _("Government information systems in %s"),
							       words_year_title(w, f->fiscal_year));
	d->sub = blocks_say(&b, _("%s. Report as of %s, from %zu cards and the budget ledgers"), d->period,
			    words_date(w, f->date), f->n_cards);
	d->unit = _("unit: million yen");
	d->edition = blocks_say(&b, _("as of %s, edition %s, dgpm %s"), words_date(w, f->date), edition, DGPM_VERSION);
	d->hash = blocks_say(&b, "sha256:%.12s", f->hash);
	d->facts[0] = (struct report_fact){ .title = _("fiscal year"),
					    .text = blocks_say(&b, _("%s; the year before is %s"),
							       words_year_long(w, f->fiscal_year),
							       words_year(w, f->fiscal_year - 1)) };
	d->facts[1] = (struct report_fact){
		.title = _("unit"),
		.text = w->ja ? "百万円（本文と図は億円）、四捨五入"
			      : _("million yen (text and charts: billion yen), rounded half-up")
	};
	d->facts[2] = (struct report_fact){
		.title = _("amounts"),
		.text = dgpm_portfolio_is_net(f->portfolio) ?
				_("budget is a+b+c (initial, supplementary, carried in and the like), executed is the "
				  "result; rates are less what is carried out") :
				_("budget is a+b+c (initial, supplementary, carried in and the like), executed is the "
				  "result")
	};
	d->facts[3] = (struct report_fact){ .title = _("edition"),
					    .text = blocks_say(&b, _("edition %s, dgpm %s, files `%s`"), edition,
							       DGPM_VERSION, d->hash) };
	d->foot = blocks_say(&b, _("%s, edition %s (as of %s). Made by `dgpm report` from files `sha256:%s`."),
			     d->title, edition, words_date(w, f->date), f->hash);
}

static void build(struct dgpm_report *r)
{
	struct blocks b = { &r->figures, &r->doc };

	head(r);
	if (r->how.project == NULL) {
		block_key_points(&b);
		block_overview(&b);
		block_target(&b);
		block_organizations(&b);
		block_reviews(&b);
		block_watch(&b);
		block_common(&b);
		block_effects(&b);
		block_procedures(&b);
		block_known(&b);
	}
	if (!r->how.no_sheets && r->figures.n_cards > 1)
		block_index(&b);
	for (size_t i = 0; i < r->figures.n_cards && !r->how.no_sheets && !r->how.folder; i++)
		block_sheet(&b, &r->figures.cards[i]);
	block_annex(&b);
}

/* The last year that was over on the day. */
static int settled_year(const struct dgpm_report_how *how)
{
	return how->fiscal_year != 0 ? how->fiscal_year : dgpm_date_fiscal_year(how->date) - 1;
}

static int check_scope(const struct figures *f, struct dgpm_diags *diags)
{
	if (f->n_cards != 0)
		return 0;
	if (f->how->organization != NULL || f->how->project != NULL)
		dgpm_diag_add(diags, DGPM_MSG_REP_01, (struct dgpm_loc){ 0 },
			      f->how->project != NULL ? f->how->project : f->how->organization);
	else
		dgpm_portfolio_check_empty(f->portfolio, diags, &f->cards_stats, NULL);
	return -1;
}

/* An organization or a project alone: what the other rooms find is about its systems too, and no others. */
static int narrow(struct dgpm_portfolio *p, struct dgpm_diags *diags, struct dgpm_arena *arena,
		  const struct dgpm_report_how *how)
{
	struct dgpm_condition *conditions = dgpm_arena_array(arena, 2, sizeof *conditions);
	size_t n = 0;

	if (how->organization != NULL)
		conditions[n++] = (struct dgpm_condition){ DGPM_WHERE_ORGANIZATION, false, how->organization };
	if (how->project != NULL)
		conditions[n++] = (struct dgpm_condition){ DGPM_WHERE_ID, false, how->project };
	return n != 0 ? dgpm_portfolio_where(p, diags, conditions, n) : 0;
}

int dgpm_report_make(struct dgpm_report **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_portfolio *p, const struct dgpm_report_how *how)
{
	struct dgpm_report *r = dgpm_arena_array(arena, 1, sizeof *r);
	struct dgpm_data *data = dgpm_portfolio_data(p);
	const struct dgpm_node *eras = dgpm_data_doc(data, diags, "eras.yaml");
	struct figures *f = &r->figures;

	*out = NULL;
	r->how = *how;
	r->doc.arena = arena;
	f->arena = arena;
	f->portfolio = p;
	f->how = &r->how;
	f->date = how->date;
	f->fiscal_year = settled_year(how);
	f->codes = dgpm_data_codes(data, diags);
	f->words = (struct report_words){ .arena = arena,
					  .lang = dgpm_data_lang(data),
					  .ja = strcmp(dgpm_data_lang(data), "ja") == 0 };
	if (eras == NULL || dgpm_eras_load(&f->words.eras, arena, diags, eras, "eras.yaml") != 0 || f->codes == NULL)
		return -1;
	if (read_asset(&r->assets.style, arena, diags, data, "style.css") != 0 ||
	    (!how->no_script && read_asset(&r->assets.script, arena, diags, data, "script.js") != 0))
		return -1;
	f->hash = dgpm_portfolio_hash(p, arena, diags);
	if (f->hash == NULL || narrow(p, diags, arena, how) != 0 || figures_gather(f, diags) != 0)
		return -1;
	if (check_scope(f, diags) != 0) {
		figures_close(f);
		return -1;
	}
	build(r);
	*out = r;
	return 0;
}

void dgpm_report_close(struct dgpm_report *r)
{
	figures_close(&r->figures);
}

const struct dgpm_cards_stats *dgpm_report_cards(const struct dgpm_report *r)
{
	return &r->figures.cards_stats;
}

const struct dgpm_ledgers_stats *dgpm_report_ledgers(const struct dgpm_report *r)
{
	return &r->figures.ledgers_stats;
}

void dgpm_report_print(struct dgpm_report *r, struct dgpm_out *out, enum dgpm_report_form form,
		       const struct dgpm_print *how)
{
	enum { WIDTH = 80 };

	if (how->workbook != NULL)
		report_sheets(&r->doc, how->workbook, how);
	else if (form == DGPM_REPORT_HTML)
		report_html(&r->doc, out, &r->assets, 0, r->doc.n, false);
	else if (form == DGPM_REPORT_MARKDOWN)
		report_markdown(&r->doc, out);
	else
		report_plain(&r->doc, out, how->width != 0 ? how->width : WIDTH);
}

size_t dgpm_report_size(struct dgpm_report *r)
{
	struct dgpm_diags *ignored = dgpm_diags_new(r->doc.arena);
	struct dgpm_out *out;
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (f == NULL)
		return SIZE_MAX;
	if (dgpm_out_open(&out, r->doc.arena, ignored, NULL, f) == 0) {
		report_html(&r->doc, out, &r->assets, 0, r->doc.n, false);
		(void)!dgpm_out_close(out, ignored);
	}
	(void)fclose(f);
	free(text);
	return n;
}

/* The sheet of a project as a file; what it took is let go of when it is written. */
static int write_sheet(struct dgpm_report *r, struct dgpm_arena *own, struct dgpm_folder *folder,
		       struct dgpm_diags *diags, const struct figures_card *card)
{
	struct report_doc doc = r->doc;
	struct blocks b = { &r->figures, &doc };
	struct dgpm_out *out;

	doc.arena = own;
	doc.blocks = NULL;
	doc.n = doc.cap = 0;
	block_sheet(&b, card);
	if (folder_open_file(&out, folder, diags, dgpm_arena_cat(own, card->id, ".html")) != 0)
		return -1;
	report_html(&doc, out, &r->assets, 0, 1, true);
	return dgpm_out_close(out, diags);
}

static int write_sheets(struct dgpm_report *r, struct dgpm_folder *folder, struct dgpm_diags *diags)
{
	struct figures *f = &r->figures;
	struct dgpm_arena *arena = f->arena, *own = dgpm_arena_like(arena);
	int rc = 0;

	f->arena = f->words.arena = folder->arena = own;
	for (size_t i = 0; i < f->n_cards && !r->how.no_sheets && rc == 0; i++) {
		rc = write_sheet(r, own, folder, diags, &f->cards[i]);
		dgpm_arena_reset(own);
	}
	f->arena = f->words.arena = folder->arena = arena;
	dgpm_arena_free(own);
	return rc;
}

/* Page one with the annex, the list of the sheets, then a file for each sheet. */
static int write_files(struct dgpm_report *r, struct dgpm_folder *folder, struct dgpm_diags *diags)
{
	struct dgpm_out *out;

	if (folder_open_file(&out, folder, diags, "index.html") != 0)
		return -1;
	report_html(&r->doc, out, &r->assets, 0, r->doc.n, true);
	if (dgpm_out_close(out, diags) != 0)
		return -1;
	for (size_t i = 0; i < r->doc.n; i++) {
		if (!r->doc.blocks[i]->index)
			continue;
		if (folder_open_file(&out, folder, diags, REPORT_INDEX_FILE) != 0)
			return -1;
		report_html(&r->doc, out, &r->assets, i, i + 1, true);
		if (dgpm_out_close(out, diags) != 0)
			return -1;
	}
	return write_sheets(r, folder, diags);
}

int dgpm_report_folder(struct dgpm_report *r, struct dgpm_diags *diags, const char *dir)
{
	static const char *const kinds[] = { ".html" };
	struct dgpm_folder folder;

	if (folder_begin(&folder, r->doc.arena, diags, dir, kinds, DGPM_COUNT(kinds)) != 0)
		return -1;
	if (write_files(r, &folder, diags) != 0) {
		folder_abandon(&folder);
		return -1;
	}
	return folder_end(&folder, diags);
}
