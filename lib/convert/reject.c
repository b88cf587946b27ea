/* What is wrong with a row or a figure: told with its place, and kept as the reason for leaving it out. */
#include "convert/context.h"
#include "base/i18n.h"

void convert_tell(const struct convert_input *in, enum dgpm_msg msg, struct convert_place at, const char *header,
		  struct dgpm_str value, const char *detail)
{
	const char *text = dgpm_arena_strndup(in->scratch, value.s != NULL ? value.s : "", value.n);
	const char *said = header == NULL && detail == NULL ? NULL
			   : detail == NULL && value.n == 0 ? header
			   : detail == NULL		    ? dgpm_arena_printf(in->scratch, "'%s' (%s)", text, header)
			   : value.n == 0		    ? detail
							    : dgpm_arena_printf(in->scratch, "'%s': %s", text, detail);

	/* What the reader of the book could not read it has told. */
	if (msg == DGPM_MSG_BOOK_09 || msg == DGPM_MSG_BOOK_14)
		return;
	if (said != NULL)
		dgpm_diag_addf(in->diags, msg, convert_loc(in, at), text, "%s", said);
	else
		dgpm_diag_add(in->diags, msg, convert_loc(in, at), value.n != 0 ? text : NULL);
}

void convert_wrong(struct convert_file *f, enum dgpm_msg msg, uint32_t physical, const char *header,
		   struct dgpm_str value, const char *detail)
{
	struct convert_place at = convert_place_of(f, physical);

	convert_tell(&f->in, msg, at, header, value, detail);
	f->row.reason = (struct dgpm_reject){
		.source = convert_place_text(&f->in, f->in.arena, at),
		.rule = dgpm_msg_info(msg)->id,
		.reason = _(dgpm_msg_info(msg)->text),
		.column = header != NULL ? dgpm_arena_strdup(f->in.arena, header) : NULL,
		.value = dgpm_arena_strndup(f->in.arena, value.s != NULL ? value.s : "", value.n),
	};
}

void convert_reject(struct convert_file *f)
{
	struct dgpm_reject *r;

	if (f->row.reason.rule == NULL)
		return;
	/* One fault of a row may cost several figures; it is kept once. */
	if (f->got.n_rejects != 0) {
		r = &f->got.rejects[f->got.n_rejects - 1];
		if (strcmp(r->source, f->row.reason.source) == 0 && r->rule == f->row.reason.rule && r->value != NULL &&
		    strcmp(r->value, f->row.reason.value) == 0)
			return;
	}
	r = DGPM_PUSH(f->in.arena, f->got.rejects, f->got.n_rejects, f->got.cap_rejects);
	*r = f->row.reason;
	r->row = convert_row_json(f);
}
