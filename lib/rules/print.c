/* Rules as a report. */
#include "rules/print.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "rules/facts.h"

static const struct dgpm_col columns[] = {
	{ "id", N_("rule"), DGPM_COL_TEXT },           { "stage", N_("stage"), DGPM_COL_TEXT },
	{ "severity", N_("severity"), DGPM_COL_TEXT }, { "title", N_("title"), DGPM_COL_NAME },
	{ "document", NULL, DGPM_COL_TEXT },           { "section", NULL, DGPM_COL_TEXT },
	{ "url", NULL, DGPM_COL_TEXT },		       { "source", N_("source"), DGPM_COL_NAME },
};
#define N_CSV_COLUMNS (DGPM_COUNT(columns) - 1)

static const struct dgpm_col fact_columns[] = {
	{ "fact", N_("fact"), DGPM_COL_TEXT },
	{ "type", N_("type"), DGPM_COL_TEXT },
	{ "meaning", N_("meaning"), DGPM_COL_NAME },
};

static const char *severity_of(const struct dgpm_rule *rule)
{
	return rule->off ? "off" : dgpm_severity_name(rule->severity);
}

/* The word, with the code that dgpm.yaml and the options take where it is another. */
static const char *both(struct dgpm_arena *a, const struct dgpm_words *words, const char *list, const char *code)
{
	const char *word = dgpm_word(words, list, code);

	return strcmp(word, code) == 0 ? code : dgpm_arena_cat(a, word, " (", code, ")");
}

/* "5.1-(1)" as the document has it: 5.1①. */
static const char *circled(struct dgpm_arena *a, const char *source)
{
	static const char *const circles[] = { "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨" };
	struct dgpm_buf b = { .arena = a };

	for (; *source != '\0'; source++) {
		if (strncmp(source, "-(", 2) == 0 && source[2] >= '1' && source[2] <= '9' && source[3] == ')') {
			dgpm_buf_add(&b, circles[source[2] - '1']);
			source += 3;
		} else {
			dgpm_buf_char(&b, *source);
		}
	}
	return dgpm_buf_text(&b);
}

/* "most 20, least 2": the values that hold; those of dgpm.yaml with what the rule has. */
static void explain_params(const struct dgpm_rule *rule, struct dgpm_out *out)
{
	const struct dgpm_node *own = dgpm_node_get(rule->node, "params");

	if (own == NULL || own->kind != DGPM_MAP || own->n == 0)
		return;
	dgpm_out_printf(out, "  %s: ", _("parameters"));
	for (uint32_t i = 0; i < own->n; i++) {
		const char *key = own->pairs[i].key.text;
		const struct dgpm_node *given = dgpm_node_get(rule->given, key);

		dgpm_out_puts(out, i != 0 ? ", " : "");
		if (given != NULL)
			dgpm_out_printf(out, _("%s %s (the rule has %s)"), key, dgpm_node_str(given).s,
					dgpm_node_str(&own->pairs[i].value).s);
		else
			dgpm_out_printf(out, "%s %s", key, dgpm_node_str(&own->pairs[i].value).s);
	}
	dgpm_out_puts(out, "\n");
}

static void explain_rule(const struct dgpm_rule *rule, struct dgpm_arena *a, const struct dgpm_words *words,
			 struct dgpm_out *out)
{
	const struct dgpm_node *sectors = rule->sectors;
	char date[11];

	dgpm_out_printf(out, "%s  %s\n", rule->id, rule->title);
	dgpm_out_printf(out, "  %s: %s, %s\n", _("stage and severity"),
			both(a, words, rule->report ? "rule-report" : "review-stage", rule->stage),
			both(a, words, "severity", severity_of(rule)));
	dgpm_out_printf(out, "  %s: ", _("sectors"));
	if (sectors == NULL || sectors->kind != DGPM_LIST)
		dgpm_out_puts(out, _("all"));
	for (uint32_t i = 0; sectors != NULL && sectors->kind == DGPM_LIST && i < sectors->n; i++) {
		dgpm_out_puts(out, i != 0 ? ", " : "");
		dgpm_out_puts(out, both(a, words, "sector", dgpm_node_cstr(&sectors->items[i])));
	}
	dgpm_out_printf(out, "\n  %s: %s\n", _("finding"), rule->message);
	dgpm_out_printf(out, "  %s: %s\n", _("to mend"), rule->remedy);
	explain_params(rule, out);
	dgpm_out_printf(out, "  %s: %s\n", _("source"), circled(a, rule->source));
	for (const char *line = rule->titles, *end; *line != '\0'; line = *end != '\0' ? end + 1 : end) {
		end = strchrnul(line, '\n');
		dgpm_out_printf(out, "    %.*s\n", (int)(end - line), line);
	}
	if (rule->url != NULL)
		dgpm_out_printf(out, "  %s: %s\n", _("to be read at"), rule->url);
	if (rule->effective.year != 0)
		dgpm_out_printf(out, "  %s: %s\n", _("holds from"), dgpm_date_format(date, rule->effective));
	dgpm_out_printf(out, "  %s: %s\n", _("written in"), rule->pack);
}

void dgpm_rules_print(const struct dgpm_rule *const *rules, size_t n, bool explain, struct dgpm_arena *a,
		      const struct dgpm_words *said, struct dgpm_out *out, const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_words words = text ? *said : dgpm_words_as_codes(said);
	struct dgpm_grid *g = dgpm_grid_new(a, columns, text ? DGPM_COUNT(columns) : N_CSV_COLUMNS);

	dgpm_grid_main(g);
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_rule *rule = rules[i];

		if (text && explain) {
			dgpm_out_puts(out, i != 0 ? "\n" : "");
			explain_rule(rule, a, said, out);
			continue;
		}
		dgpm_grid_cstr(g, rule->id);
		if (rule->report)
			dgpm_grid_cstr(g, dgpm_word(&words, "rule-report", rule->stage));
		else
			dgpm_put_word(g, &words, "review-stage", "review-stage-short", rule->stage);
		dgpm_grid_cstr(g, dgpm_word(&words, "severity", severity_of(rule)));
		dgpm_grid_cstr(g, rule->title);
		dgpm_grid_cstr(g, rule->documents);
		dgpm_grid_cstr(g, rule->sections);
		dgpm_grid_cstr(g, rule->url);
		if (text)
			dgpm_grid_cstr(g, rule->source);
	}
	if (!text || !explain)
		dgpm_grid_print(g, out, how);
}

void dgpm_facts_print(struct dgpm_arena *a, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(a, fact_columns, DGPM_COUNT(fact_columns));
	size_t n;
	const struct dgpm_fact *facts = dgpm_fact_list(&n);

	dgpm_grid_main(g);
	dgpm_grid_report(g, "facts-report");
	for (size_t i = 0; i < n; i++) {
		dgpm_grid_cstr(g, facts[i].name);
		dgpm_grid_cstr(g, facts[i].type);
		dgpm_grid_cstr(g, _(facts[i].text));
	}
	dgpm_grid_print(g, out, how);
}
