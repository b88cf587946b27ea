/* Making one value of a row: constants, cells, headers, accounts, project IDs. */
#include "convert.h"
#include "dgpm/text.h"
#include "i18n.h"

#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>

bool convert_cond(struct convert_file *f, const struct cond *c)
{
	struct dgpm_str text = f->at[c->column] != NOT_THERE ? convert_raw(f, c->column) : (struct dgpm_str){ "", 0 };
	struct dgpm_str folded;
	bool in = false;

	switch (c->op) {
	case COND_FILLED:
		return text.n != 0;
	case COND_BLANK:
		return text.n == 0;
	case COND_MATCHES:
		folded = dgpm_text_fold(f->scratch, text);
		return pcre2_match(c->pattern, (PCRE2_SPTR)folded.s, folded.n, 0, 0, f->match, NULL) > 0;
	default:
		folded = dgpm_text_fold(f->scratch, text);
		for (size_t i = 0; i < c->n && !in; i++)
			in = dgpm_str_eq(folded, c->texts[i]);
		return in == (c->op == COND_IS);
	}
}

static enum cell_state of_group(struct convert_file *f, const struct spec *spec, const struct hit *hit,
				struct dgpm_str *out)
{
	for (size_t i = 0; hit != NULL && i < hit->n_groups; i++) {
		struct dgpm_str text = hit->groups[i].text;
		const char *code;
		int year;

		if (strcmp(hit->groups[i].name, spec->text) != 0)
			continue;
		*out = text;
		if (spec->as == AS_YEAR) {
			if (!dgpm_fiscal_year_parse(&year, f->how->eras, text, NULL)) {
				convert_wrong(f, DGPM_MSG_CONV_09, hit->physical, hit->header, text, NULL);
				return CELL_BAD;
			}
			*out = dgpm_str_of(dgpm_arena_printf(f->scratch, "%d", year));
		}
		if (spec->map != NULL) {
			code = profile_map_find(spec->map, f->scratch, text);
			if (code != NULL)
				*out = dgpm_str_of(code);
			else if (spec->map->other == OTHER_NONE)
				return CELL_NONE;
			else if (spec->map->other == OTHER_REJECT) {
				convert_wrong(f, DGPM_MSG_CONV_12, hit->physical, hit->header, text, NULL);
				return CELL_BAD;
			}
		}
		return CELL_GOOD;
	}
	return CELL_NONE;
}

static enum cell_state of_column(struct convert_file *f, const struct spec *spec, struct dgpm_str *out)
{
	const struct cell *cell = convert_cell(f, spec->column);
	const char *code;

	if (cell->state != CELL_GOOD)
		return (enum cell_state)cell->state;
	*out = cell->text;
	if (spec->plus != 0)
		*out = dgpm_str_of(dgpm_arena_printf(f->scratch, "%d", cell->year + spec->plus));
	if (spec->map != NULL) {
		code = profile_map_find(spec->map, f->scratch, cell->text);
		if (code != NULL)
			*out = dgpm_str_of(code);
		else if (spec->map->other == OTHER_NONE)
			return CELL_NONE;
		else if (spec->map->other == OTHER_REJECT) {
			convert_wrong(f, DGPM_MSG_CONV_12, f->at[spec->column], f->headers[spec->column], cell->text,
				      NULL);
			return CELL_BAD;
		}
	}
	return CELL_GOOD;
}

static enum cell_state of_template(struct convert_file *f, const struct spec *spec, struct dgpm_str *out)
{
	const char *text = "", *p = spec->text, *open;

	if (spec->with >= 0) {
		const struct cell *cell = convert_cell(f, spec->with);

		if (cell->state == CELL_BAD)
			return CELL_BAD;
		if (cell->state == CELL_NONE || dgpm_str_is(cell->text, "0"))
			return CELL_NONE;
	}
	for (; (open = strchr(p, '{')) != NULL; p = strchr(open, '}') + 1) {
		const char *end = strchr(open, '}');

		text = dgpm_arena_printf(f->scratch, "%s%.*s", text, (int)(open - p), p);
		for (size_t i = 0; i < f->p->n_columns; i++) {
			const struct cell *cell;

			if (!dgpm_str_is((struct dgpm_str){ open + 1, (size_t)(end - open) - 1 },
					 f->p->columns[i].name))
				continue;
			cell = convert_cell(f, (int)i);
			if (cell->state == CELL_BAD)
				return CELL_BAD;
			if (cell->state == CELL_GOOD)
				text = dgpm_arena_printf(f->scratch, "%s%.*s", text, (int)cell->text.n, cell->text.s);
		}
	}
	*out = dgpm_str_of(dgpm_arena_printf(f->scratch, "%s%s", text, p));
	return out->n != 0 ? CELL_GOOD : CELL_NONE;
}

static bool has(struct dgpm_str text, const char *word)
{
	return text.n != 0 && memmem(text.s, text.n, word, strlen(word)) != NULL;
}

/* Several accounts in one cell are joined by one sign, whichever the sheet uses. */
static struct dgpm_str joined_accounts(struct convert_file *f, struct dgpm_str name)
{
	const char *text = "";

	for (size_t i = 0, from = 0; i <= name.n; i++) {
		if (i < name.n && name.s[i] != '|' && name.s[i] != ',' && name.s[i] != '\n')
			continue;
		text = dgpm_arena_printf(f->scratch, "%s%s%.*s", text, *text != '\0' ? "、" : "", (int)(i - from),
					 name.s + from);
		from = i + 1;
	}
	return dgpm_str_of(text);
}

/*
 * general, or special: and the full name: エネルギー対策 with エネルギー需給勘定 and エネルギー対策特別会計エネルギー需給勘定
 * are one account, written in two ways.
 */
static enum cell_state of_account(struct convert_file *f, const struct spec *spec, struct dgpm_str *out)
{
	static const char general[] = "一般会計", special[] = "特別会計";
	struct dgpm_str texts[3] = { { "", 0 }, { "", 0 }, { "", 0 } };
	struct dgpm_str kind, name, part;
	int at = -1;

	for (size_t i = 0; i < 3; i++)
		if (spec->items[i].kind == SPEC_COLUMN && f->at[spec->items[i].column] != NOT_THERE) {
			texts[i] = convert_raw(f, spec->items[i].column);
			at = at < 0 || texts[i].n != 0 ? spec->items[i].column : at;
			(void)convert_cell(f, spec->items[i].column); /* for --explain */
		}
	kind = texts[0];
	name = texts[1];
	part = texts[2];
	if (kind.n == 0 && name.n == 0)
		return CELL_NONE;
	if (dgpm_str_is(name, "general") || dgpm_str_is(name, "special") ||
	    (name.n > 8 && memcmp(name.s, "special:", 8) == 0)) {
		*out = name;
		return CELL_GOOD;
	}
	if ((dgpm_str_is(kind, general) && (name.n == 0 || dgpm_str_is(name, general))) ||
	    (kind.n == 0 && dgpm_str_is(name, general))) {
		*out = DGPM_STR("general");
		return CELL_GOOD;
	}
	if (kind.n == 0 ? !has(name, special) : !dgpm_str_is(kind, special)) {
		convert_wrong(f, DGPM_MSG_CONV_12, f->at[at], f->headers[at], kind.n != 0 ? kind : name, NULL);
		return CELL_BAD;
	}
	if (name.n == 0 || dgpm_str_is(name, special)) {
		*out = part.n != 0 ? dgpm_str_of(dgpm_arena_printf(f->scratch, "special:%.*s", (int)part.n, part.s)) :
				     DGPM_STR("special");
		return CELL_GOOD;
	}
	name = joined_accounts(f, name);
	*out = dgpm_str_of(dgpm_arena_printf(f->scratch, "special:%.*s%s%.*s", (int)name.n, name.s,
					     has(name, special) ? "" : special, (int)part.n, part.s));
	return CELL_GOOD;
}

enum cell_state convert_value(struct convert_file *f, const struct spec *spec, const struct hit *hit,
			      struct dgpm_str *out)
{
	enum cell_state state = CELL_NONE;

	if (spec == NULL)
		return CELL_NONE;
	switch (spec->kind) {
	case SPEC_TEXT:
		*out = dgpm_str_of(spec->text);
		return CELL_GOOD;
	case SPEC_COLUMN:
		return of_column(f, spec, out);
	case SPEC_GROUP:
		return of_group(f, spec, hit, out);
	case SPEC_TEMPLATE:
		return of_template(f, spec, out);
	case SPEC_FIRST:
		for (size_t i = 0; i < spec->n && state == CELL_NONE; i++)
			state = convert_value(f, &spec->items[i], hit, out);
		return state;
	case SPEC_ACCOUNT:
		return of_account(f, spec, out);
	case SPEC_ID:
		return convert_id(f, out);
	case SPEC_PLACE:
		*out = dgpm_str_of(convert_place_text(f, f->scratch, convert_place_of(f, NOT_THERE)));
		return CELL_GOOD;
	case SPEC_FILE:
		*out = dgpm_str_of(strrchr(f->path, '/') != NULL ? strrchr(f->path, '/') + 1 : f->path);
		return CELL_GOOD;
	default:
		return CELL_NONE;
	}
}

static bool is_whole_id(struct dgpm_str id)
{
	size_t i = 4, n = 0;

	if (id.n < 11 || id.n > 24)
		return false;
	for (size_t k = 0; k < 4; k++)
		if (id.s[k] < '0' || id.s[k] > '9')
			return false;
	if (id.s[i++] != '-' || id.s[i] < 'A' || id.s[i] > 'Z')
		return false;
	while (i < id.n && ((id.s[i] >= 'A' && id.s[i] <= 'Z') || (id.s[i] >= '0' && id.s[i] <= '9'))) {
		i++;
		n++;
	}
	if (n < 2 || n > 12 || i == id.n || id.s[i++] != '-')
		return false;
	n = id.n - i;
	while (i < id.n && id.s[i] >= '0' && id.s[i] <= '9')
		i++;
	return i == id.n && n >= 4 && n <= 6;
}

/* The serial of a project without a number: from the first 8 bytes of SHA-256 over the folded texts of its key. */
static uint64_t serial_of(struct dgpm_str text, uint64_t range)
{
	struct sha256_ctx ctx;
	uint8_t digest[SHA256_DIGEST_SIZE];
	uint64_t n = 0;

	sha256_init(&ctx);
	sha256_update(&ctx, text.n, (const uint8_t *)text.s);
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(&ctx, digest);
#else
	sha256_digest(&ctx, sizeof digest, digest);
#endif
	for (size_t i = 0; i < 8; i++)
		n = n << 8 | digest[i];
	return n % range;
}

/* Whose ID it is, in this file: another project with the same one is left out. */
static bool owns(struct convert_file *f, struct dgpm_str id, struct dgpm_str who)
{
	struct convert_hash whose = convert_hash_of(&who, 1);
	struct convert_owner *owner;
	bool is_new;
	uint32_t *index = convert_keys_put(&f->ids, convert_hash_of(&id, 1), &is_new);

	if (is_new) {
		*index = (uint32_t)f->n_owners;
		owner = CONVERT_PUSH(f->arena, f->owners, f->n_owners, f->cap_owners);
		*owner = (struct convert_owner){ convert_hash_of(&id, 1), whose,
						 dgpm_arena_printf(f->arena, "%.*s: %.*s", (int)id.n, id.s, (int)who.n,
								   who.s),
						 convert_place_of(f, NOT_THERE) };
		return true;
	}
	owner = &f->owners[*index];
	return owner->who.a == whose.a && owner->who.b == whose.b;
}

static enum cell_state bad_id(struct convert_file *f, int column, struct dgpm_str text, const char *why)
{
	convert_wrong(f, DGPM_MSG_CONV_14, column >= 0 ? f->at[column] : NOT_THERE,
		      column >= 0 ? f->headers[column] : NULL, text, why);
	return CELL_BAD;
}

/* The number where there is one, else the key. With both, each has a half of the serials to itself. */
static enum cell_state make_id(struct convert_file *f, struct dgpm_str *out)
{
	const struct id_rule *rule = &f->p->id_rule;
	struct dgpm_str year = { "", 0 }, code = { "", 0 }, who = { "", 0 };
	uint64_t range = 1, serial = 0, from = 0;
	const struct cell *number = rule->number >= 0 ? convert_cell(f, rule->number) : NULL;
	enum cell_state state;

	state = convert_value(f, &rule->year, NULL, &year);
	if (state == CELL_GOOD)
		state = convert_value(f, &rule->organization, NULL, &code);
	if (state == CELL_BAD || (number != NULL && number->state == CELL_BAD))
		return CELL_BAD;
	if (state != CELL_GOOD)
		return bad_id(f, -1, (struct dgpm_str){ "", 0 }, _("year or organization is missing"));
	for (int i = 0; i < rule->digits; i++)
		range *= 10;
	if (rule->number >= 0 && rule->n_key != 0)
		from = range / 2;
	if (number != NULL && number->state == CELL_GOOD) {
		serial = strtoull(dgpm_arena_strndup(f->scratch, number->text.s, number->text.n), NULL, 10);
		if (serial >= (from != 0 ? from : range))
			return bad_id(f, rule->number, number->text, _("the number has too many digits"));
		who = number->text;
	} else {
		for (size_t i = 0; i < rule->n_key; i++) {
			struct dgpm_str text = f->at[rule->key[i]] != NOT_THERE ? convert_raw(f, rule->key[i]) :
										  (struct dgpm_str){ "", 0 };

			(void)convert_cell(f, rule->key[i]);
			text = profile_fold(f->scratch, text);
			if (text.n == 0 || who.n != 0)
				continue;
			who = dgpm_str_of(
				dgpm_arena_printf(f->scratch, "%.*s\n%.*s", (int)who.n, who.s, (int)text.n, text.s));
		}
		if (who.n == 0)
			return bad_id(f,
				      rule->number >= 0 ? rule->number :
				      rule->n_key != 0	? rule->key[0] :
							  -1,
				      (struct dgpm_str){ "", 0 }, _("nothing there to make it of"));
		who = dgpm_str_of(dgpm_arena_printf(f->scratch, "%.*s%.*s", (int)code.n, code.s, (int)who.n, who.s));
		serial = from + serial_of(who, range - from);
	}
	*out = dgpm_str_of(dgpm_arena_printf(f->scratch, "%.*s-%.*s-%0*ju", (int)year.n, year.s, (int)code.n, code.s,
					     rule->digits, (uintmax_t)serial));
	if (!owns(f, *out, who)) {
		convert_wrong(f, DGPM_MSG_CONV_15, NOT_THERE, NULL, *out, NULL);
		return CELL_BAD;
	}
	return CELL_GOOD;
}

enum cell_state convert_id(struct convert_file *f, struct dgpm_str *out)
{
	const struct id_rule *rule = &f->p->id_rule;

	if (f->id.state == CELL_UNREAD) {
		f->id.state = CELL_NONE;
		if (rule->whole >= 0 && f->at[rule->whole] != NOT_THERE) {
			const struct cell *cell = convert_cell(f, rule->whole);

			f->id.state = cell->state;
			f->id.text = cell->text;
			if (cell->state == CELL_GOOD && !is_whole_id(cell->text) && rule->number < 0 &&
			    rule->n_key == 0)
				f->id.state = (uint8_t)bad_id(f, rule->whole, cell->text,
							      _("an ID is written as 2021-MHLW-0001"));
			else if (cell->state == CELL_GOOD && !is_whole_id(cell->text))
				f->id.state = CELL_NONE;
			else if (cell->state == CELL_GOOD)
				(void)owns(f, cell->text, cell->text);
		}
		if (f->id.state == CELL_NONE && (rule->number >= 0 || rule->n_key != 0))
			f->id.state = (uint8_t)make_id(f, &f->id.text);
	}
	*out = f->id.text;
	return (enum cell_state)f->id.state;
}
