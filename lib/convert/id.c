/* Project IDs: one that stands there, or one made of a number or of names. */
#include "convert/context.h"
#include "base/i18n.h"

#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>

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
	uint32_t *index = convert_keys_put(&f->keep.ids, convert_hash_of(&id, 1), &is_new);

	if (is_new) {
		*index = (uint32_t)f->keep.n_owners;
		owner = DGPM_PUSH(f->in.arena, f->keep.owners, f->keep.n_owners, f->keep.cap_owners);
		*owner = (struct convert_owner){ convert_hash_of(&id, 1), whose,
						 f->in.keep_seen ? dgpm_arena_printf(f->in.arena, "%.*s: %.*s",
										     (int)id.n, id.s, (int)who.n, who.s)
								 : NULL,
						 convert_place_of(f, NOT_THERE) };
		return true;
	}
	owner = &f->keep.owners[*index];
	return owner->who.a == whose.a && owner->who.b == whose.b;
}

static enum cell_state bad_id(struct convert_file *f, int column, struct dgpm_str text, const char *why)
{
	convert_wrong(f, DGPM_MSG_CONV_14, column >= 0 ? f->sheet.at[column] : NOT_THERE,
		      column >= 0 ? f->sheet.headers[column] : NULL, text, why);
	return CELL_BAD;
}

/* A number with zeros before it, up to `width` digits in all. */
static struct dgpm_str padded(char buf[DGPM_INT_BUF], uint64_t number, int width)
{
	size_t n = (size_t)(convert_put_number(buf, number) - buf), want = width > 0 ? (size_t)width : 0;

	if (n < want && want < DGPM_INT_BUF) {
		memmove(buf + want - n, buf, n);
		memset(buf, '0', want - n);
		n = want;
	}
	return (struct dgpm_str){ buf, n };
}

/* Whether the project of the row before has the same; its ID then. */
static bool is_last(const struct convert_file *f, struct dgpm_str *out, const struct dgpm_str from[3])
{
	*out = (struct dgpm_str){ f->keep.last_id, f->keep.n_last_id };
	return convert_last_is(&f->keep.last_id_of, from, 3);
}

static void keep_last(struct convert_file *f, struct dgpm_str id, const struct dgpm_str from[3])
{
	f->keep.last_id_of.n = 0;
	if (id.n > sizeof f->keep.last_id)
		return;
	memcpy(f->keep.last_id, id.s, id.n);
	f->keep.n_last_id = id.n;
	convert_last_keep(&f->keep.last_id_of, from, 3);
}

/* The number where there is one, else the key. With both, each has a half of the serials to itself. */
static enum cell_state make_id(struct convert_file *f, struct dgpm_str *out)
{
	const struct id_rule *rule = &f->in.p->id_rule;
	struct dgpm_str year = { "", 0 }, code = { "", 0 }, who = { "", 0 }, of[3];
	uint64_t range = 1, serial = 0, from = 0;
	char digits[DGPM_INT_BUF];
	const struct cell *number = rule->number >= 0 ? convert_cell(f, rule->number) : NULL;
	enum cell_state state;

	state = convert_value(f, &rule->year, NULL, &year);
	if (state == CELL_GOOD)
		state = convert_value(f, &rule->organization, NULL, &code);
	if (state == CELL_BAD || (number != NULL && number->state == CELL_BAD))
		return CELL_BAD;
	if (state != CELL_GOOD)
		return bad_id(f, -1, (struct dgpm_str){ "", 0 }, _("year or organization is missing"));
	of[0] = year;
	of[1] = code;
	for (int i = 0; i < rule->digits; i++)
		range *= 10;
	if (rule->number >= 0 && rule->n_key != 0)
		from = range / 2;
	if (number != NULL && number->state == CELL_GOOD) {
		who = convert_cell_text(f, rule->number);
		of[2] = who;
		if (is_last(f, out, of))
			return CELL_GOOD;
		serial = strtoull(dgpm_arena_strndup(f->in.scratch, who.s, who.n), NULL, 10);
		if (serial >= (from != 0 ? from : range))
			return bad_id(f, rule->number, who, _("the number has too many digits"));
	} else {
		for (size_t i = 0; i < rule->n_key; i++) {
			const struct cell *cell = convert_cell(f, rule->key[i]);
			struct dgpm_str text;

			if (cell->state == CELL_BAD)
				return CELL_BAD;
			if (cell->state != CELL_GOOD || who.n != 0)
				continue;
			text = profile_fold(f->in.scratch, convert_cell_text(f, rule->key[i]));
			if (text.n == 0)
				continue;
			who = convert_join(&f->in, (const struct dgpm_str[]){ who, DGPM_STR("\n"), text }, 3);
		}
		if (who.n == 0)
			return bad_id(f,
				      rule->number >= 0	 ? rule->number
				      : rule->n_key != 0 ? rule->key[0]
							 : -1,
				      (struct dgpm_str){ "", 0 }, _("nothing there to make it of"));
		who = convert_join(&f->in, (const struct dgpm_str[]){ code, who }, 2);
		of[2] = who;
		if (is_last(f, out, of))
			return CELL_GOOD;
		serial = from + serial_of(who, range - from);
	}
	*out = convert_join(&f->in,
			    (const struct dgpm_str[]){ year, DGPM_STR("-"), code, DGPM_STR("-"),
						       padded(digits, serial, rule->digits) },
			    5);
	/* A year that a profile sets, or a code that its map gives, may be neither. */
	if (!is_whole_id(*out))
		return bad_id(f, -1, *out, _("an ID is written as 2021-MHLW-0001"));
	if (!owns(f, *out, who)) {
		convert_wrong(f, DGPM_MSG_CONV_15, NOT_THERE, NULL, *out, NULL);
		return CELL_BAD;
	}
	keep_last(f, *out, of);
	return CELL_GOOD;
}

/*
 * A whole ID is one in full width, in small letters and with any dash as well: taken for a name, it would silently
 * become another project. What is none stays as it is.
 */
static struct dgpm_str whole_id(struct convert_file *f, struct dgpm_str text)
{
	static const char *const dashes[] = { "‐", "–", "―", "ー" };
	struct dgpm_str folded;
	char *to;
	size_t n = 0;

	if (is_whole_id(text) || text.n > 100)
		return text;
	folded = profile_fold(f->in.scratch, text);
	to = dgpm_arena_alloc(f->in.scratch, folded.n + 1);
	for (size_t i = 0; i < folded.n;) {
		size_t dash = 0;

		while (dash < DGPM_COUNT(dashes) && (folded.n - i < 3 || memcmp(folded.s + i, dashes[dash], 3) != 0))
			dash++;
		to[n++] = dash < DGPM_COUNT(dashes)		     ? '-'
			  : folded.s[i] >= 'a' && folded.s[i] <= 'z' ? (char)(folded.s[i] - 'a' + 'A')
								     : folded.s[i];
		i += dash < DGPM_COUNT(dashes) ? 3 : 1;
	}
	folded = (struct dgpm_str){ to, n };
	return is_whole_id(folded) ? folded : text;
}

/* The ID stays, as one that moved keeps it; and so does the organization of the row: that they differ is told once. */
static void compare_organization(struct convert_file *f, struct dgpm_str id)
{
	const struct spec *spec = &f->in.p->id_rule.organization;
	const char *last = memrchr(id.s, '-', id.n);
	struct dgpm_str code = { id.s + 5, (size_t)(last - id.s) - 5 };
	const struct cell *cell;

	if (spec->kind != SPEC_COLUMN || f->sheet.at[spec->column] == NOT_THERE)
		return;
	cell = convert_cell(f, spec->column);
	if (cell->state == CELL_GOOD && !dgpm_str_eq(code, cell->text))
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_37,
			       convert_loc(&f->in, convert_place_of(f, f->sheet.at[spec->column])),
			       dgpm_diag_value(f->in.diags, "%.*s", (int)id.n, id.s), _("'%.*s' under %.*s"), (int)id.n,
			       id.s, (int)cell->text.n, cell->text.s);
}

/* The ID that stands there; none when it is not written as one and the profile says how to make it otherwise. */
static enum cell_state take_whole(struct convert_file *f, struct dgpm_str *out)
{
	const struct id_rule *rule = &f->in.p->id_rule;
	const struct cell *cell = convert_cell(f, rule->whole);
	const struct dgpm_str of[] = { cell->text, { "", 0 }, { "", 0 } };

	*out = cell->text;
	if (cell->state != CELL_GOOD)
		return (enum cell_state)cell->state;
	if (is_last(f, out, of))
		return CELL_GOOD;
	*out = whole_id(f, cell->text);
	if (is_whole_id(*out)) {
		size_t before = f->keep.n_owners;

		(void)owns(f, *out, *out);
		if (f->keep.n_owners != before)
			compare_organization(f, *out);
		keep_last(f, *out, of);
		return CELL_GOOD;
	}
	if (rule->number < 0 && rule->n_key == 0)
		return bad_id(f, rule->whole, cell->text, _("an ID is written as 2021-MHLW-0001"));
	return CELL_NONE;
}

enum cell_state convert_id(struct convert_file *f, struct dgpm_str *out)
{
	const struct id_rule *rule = &f->in.p->id_rule;

	if (f->row.id.state == CELL_UNREAD) {
		f->row.id.state = CELL_NONE;
		if (rule->whole >= 0 && f->sheet.at[rule->whole] != NOT_THERE)
			f->row.id.state = (uint8_t)take_whole(f, &f->row.id.text);
		if (f->row.id.state == CELL_NONE && (rule->number >= 0 || rule->n_key != 0))
			f->row.id.state = (uint8_t)make_id(f, &f->row.id.text);
	}
	*out = f->row.id.text;
	return (enum cell_state)f->row.id.state;
}
