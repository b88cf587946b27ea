/* An inventory of procedures as a table, read by the headers that a profile names. */
#include "base/list.h"
#include "procedures/parts.h"
#include "profile/published.h"

enum column {
	COL_ID,
	COL_NAME,
	COL_ORGANIZATION,
	COL_KIND,
	COL_SYSTEM,
	COL_ONLINE,
	COL_USES,
	COL_USES_ONLINE,
	COL_COMPLETE,
	COL_ATTACHMENTS,
	COL_OMITTED,
	COL_REASON,
	N_COLUMNS
};

static const struct dgpm_published_column columns[N_COLUMNS] = {
	[COL_ID] = { "id", false },	      [COL_NAME] = { "name", true },
	[COL_ORGANIZATION] = { "organization", true }, [COL_KIND] = { "kind", false },
	[COL_SYSTEM] = { "system", false },   [COL_ONLINE] = { "online", false },
	[COL_USES] = { "uses", false },	      [COL_USES_ONLINE] = { "uses_online", false },
	[COL_COMPLETE] = { "complete", false }, [COL_ATTACHMENTS] = { "attachments", false },
	[COL_OMITTED] = { "omitted", false }, [COL_REASON] = { "reason", false },
};

struct run {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct procedures_list *list;
	const struct dgpm_organizations *organizations;
};

static const char *text_of(const struct run *r, struct dgpm_str cell)
{
	return cell.n != 0 ? dgpm_arena_strndup(r->arena, cell.s, cell.n) : NULL;
}

/* A count: digits, thousands may be marked. A cell that is none is told and left out. */
static bool count_of(const struct run *r, int64_t *out, struct dgpm_str cell, struct dgpm_loc at)
{
	dgpm_yen value;

	if (cell.n == 0)
		return false;
	switch (dgpm_yen_parse(&value, cell, DGPM_UNIT_YEN)) {
	case DGPM_CELL_AMOUNT:
		if (value >= 0) {
			*out = value;
			return true;
		}
		break;
	case DGPM_CELL_NO_VALUE:
		return false;
	default:
		break;
	}
	dgpm_diag_add(r->diags, DGPM_MSG_PRC_01, at, cell.s);
	return false;
}

static uint8_t known(struct dgpm_str cell)
{
	return dgpm_str_is(cell, "yes")	    ? DGPM_YES :
	       dgpm_str_is(cell, "planned") ? DGPM_PLANNED :
	       dgpm_str_is(cell, "no")	    ? DGPM_NO :
					      DGPM_NOT_KNOWN;
}

static void one_row(void *ctx, const struct dgpm_str *cells, struct dgpm_loc at)
{
	struct run *r = ctx;
	struct dgpm_procedure *p = DGPM_PUSH(r->arena, r->list->items, r->list->n, r->list->cap);
	int64_t n;

	*p = (struct dgpm_procedure){ .organization = dgpm_organization_code(r->organizations,
									     text_of(r, cells[COL_ORGANIZATION])),
				      .id = text_of(r, cells[COL_ID]),
				      .name = text_of(r, cells[COL_NAME]),
				      .kind = text_of(r, cells[COL_KIND]),
				      .system = text_of(r, cells[COL_SYSTEM]),
				      .reason = text_of(r, cells[COL_REASON]),
				      .online = known(cells[COL_ONLINE]),
				      .complete = known(cells[COL_COMPLETE]),
				      .at = at };
	if (p->organization == NULL)
		p->organization = "";
	if (p->name == NULL)
		p->name = "";
	p->has_uses = count_of(r, &p->uses, cells[COL_USES], at);
	p->has_uses_online = count_of(r, &p->uses_online, cells[COL_USES_ONLINE], at);
	if (count_of(r, &n, cells[COL_ATTACHMENTS], at)) {
		p->has_count = true;
		p->n_attachments = (size_t)n;
		p->attachments = n == 0 ? DGPM_ATTACHMENTS_NONE : DGPM_ATTACHMENTS_OTHER;
	}
	if (count_of(r, &n, cells[COL_OMITTED], at))
		p->n_omitted = (size_t)n;
}

void dgpm_procedures_check_profile(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
				   const struct dgpm_node *root, const char *path)
{
	struct dgpm_published table;

	(void)!dgpm_published_take(&table, arena, diags, data, root, path, columns, N_COLUMNS);
}

int procedures_tables(struct procedures_list *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *p, const struct dgpm_procedures_how *how)
{
	struct run r = { arena, diags, out,
			 p != NULL ? dgpm_portfolio_organizations(p) : dgpm_data_organizations(data, diags) };
	struct dgpm_published table;

	if (r.organizations == NULL ||
	    dgpm_published_find(&table, arena, diags, data, p, how->profile, DGPM_MAKES_PROCEDURES, columns,
				N_COLUMNS) != 0)
		return -1;
	for (size_t i = 0; i < how->n_tables; i++)
		(void)!dgpm_published_read(&table, arena, diags, how->tables[i], how->dir_fd, one_row, &r);
	return 0;
}
