/*
 * YAML and JSON to a tree, over libyaml's events.
 *
 * Nodes wait on one stack; when a map or list ends, its part of the stack is copied into the arena at once.
 * libyaml checks UTF-8 and control characters as it reads; only when it complains are the bytes looked at again to
 * say where and what. Only a text libyaml refuses is tried a second time, mended (yamlin_mend.c).
 */
#include "doc/yaml.h"
#include "base/i18n.h"

#include <search.h>

/* More faults than anybody reads: the rest of such a document is not looked at. */
#define FAULTS_MOST 10000
#define SHOWN_MOST 80 /* bytes of an offending text */

struct anchor {
	struct dgpm_str name;
	struct dgpm_node node;
	size_t size;     /* nodes in it, aliases expanded */
	uint32_t height; /* maps and lists on the longest way down */
	bool open;       /* its node has not ended */
	size_t owner;    /* the node's number: a later anchor of the same name takes the entry over */
};

/* A map or list being read. */
struct frame {
	size_t first; /* its children on the stack of nodes */
	size_t count; /* nodes before it */
	uint32_t line, column, height;
	bool map;
	struct anchor *anchor;
	size_t owner;
};

struct yamlin {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags; /* found here; NULL until there is one */
	const char *path;
	struct dgpm_str original; /* without a byte order mark */
	struct dgpm_str text;     /* the same, or a copy with stand-ins */
	const struct yamlin_breaks *breaks; /* NULL: no stand-ins */
	const struct dgpm_doc_limits *limits;
	struct yamlin_mend *mend; /* NULL: the text is read as it is */
	bool stop;

	struct dgpm_node *nodes;
	size_t n_nodes, cap_nodes;
	struct frame *frames;
	size_t n_frames, cap_frames;
	char *chars; /* room for the texts of scalars */
	size_t room;

	void *anchors; /* tsearch tree of struct anchor */
	size_t count, expanded;
	struct yamlin_cursor cursor; /* the last character looked up in the text */
};

static struct dgpm_diags *fault(struct yamlin *y)
{
	if (y->diags == NULL)
		y->diags = dgpm_diags_new(y->arena);
	if (dgpm_diags_count(y->diags) >= FAULTS_MOST)
		y->stop = true;
	return y->diags;
}

/* Offending text, cut at a character when it is long. */
static const char *brief(const struct yamlin *y, const char *s)
{
	size_t n = strnlen(s, SHOWN_MOST + 1);

	if (n <= SHOWN_MOST)
		return s;
	for (n = SHOWN_MOST; ((unsigned char)s[n] & 0xc0) == 0x80;)
		n--;
	return dgpm_arena_printf(y->arena, "%.*s...", (int)n, s);
}

static inline void place(const struct yamlin *y, yaml_mark_t mark, uint32_t *line, uint32_t *column)
{
	if (y->mend != NULL)
		mark.column = yamlin_mend_column(y->mend, mark);
	*line = (uint32_t)mark.line + 1;
	*column = (uint32_t)mark.column + 1;
}

static struct dgpm_loc loc(const struct yamlin *y, const struct dgpm_node *node)
{
	return (struct dgpm_loc){ y->path, node->line, node->column };
}

/* Copy a scalar's text. Texts need no alignment, so they share pieces of the arena. */
static const char *keep(struct yamlin *y, const unsigned char *s, size_t n)
{
	char *p;

	if (n >= y->room && n >= 1024) {
		p = dgpm_arena_alloc(y->arena, n + 1);
	} else {
		if (n >= y->room) {
			y->room = y->text.n < 4096 ? y->text.n + 1024 : 32768;
			y->chars = dgpm_arena_alloc(y->arena, y->room);
		}
		p = y->chars;
		y->chars += n + 1;
		y->room -= n + 1;
	}
	memcpy(p, s, n);
	p[n] = '\0';
	if (y->breaks != NULL)
		yamlin_breaks_back(y->breaks, p, n);
	return p;
}

static bool wants_key(const struct yamlin *y)
{
	const struct frame *f;

	if (y->n_frames == 0)
		return false;
	f = &y->frames[y->n_frames - 1];
	return f->map && (y->n_nodes - f->first) % 2 == 0;
}

/* Room for the next child of what is open. */
static inline struct dgpm_node *slot(struct yamlin *y)
{
	if (y->n_nodes == y->cap_nodes) {
		y->nodes = dgpm_arena_grow(y->arena, y->nodes, y->n_nodes, y->cap_nodes * 2, sizeof *y->nodes);
		y->cap_nodes *= 2;
	}
	return &y->nodes[y->n_nodes];
}

static void as_key(struct yamlin *y, struct dgpm_node *node)
{
	if (node->kind == DGPM_LIST || node->kind == DGPM_MAP) {
		dgpm_diag_add(fault(y), DGPM_MSG_YAML_09, loc(y, node), NULL);
		*node = (struct dgpm_node){ .line = node->line, .column = node->column, .text = yamlin_no_key };
	}
	node->kind = DGPM_STRING;
	node->yes = node->integer = false;
}

/* A finished node becomes a child of what is open. */
static void push(struct yamlin *y, const struct dgpm_node *node, uint32_t height)
{
	struct dgpm_node *to = slot(y);

	*to = *node;
	if (wants_key(y))
		as_key(y, to);
	y->n_nodes++;
	if (y->n_frames != 0 && y->frames[y->n_frames - 1].height < height)
		y->frames[y->n_frames - 1].height = height;
}

static int cmp_anchor(const void *a, const void *b)
{
	return dgpm_str_cmp(((const struct anchor *)a)->name, ((const struct anchor *)b)->name);
}

static struct anchor *find_anchor(const struct yamlin *y, const char *name)
{
	struct anchor want = { .name = dgpm_str_of(name) };
	struct anchor **at = tfind(&want, &y->anchors, cmp_anchor);

	return at != NULL ? *at : NULL;
}

/* A node with an anchor begins. */
static struct anchor *open_anchor(struct yamlin *y, const char *name)
{
	struct anchor *a = find_anchor(y, name);

	if (a == NULL) {
		a = dgpm_arena_array(y->arena, 1, sizeof *a);
		a->name = dgpm_arena_str(y->arena, dgpm_str_of(name));
		if (tsearch(a, &y->anchors, cmp_anchor) == NULL)
			dgpm_arena_alloc(y->arena, SIZE_MAX); /* the way to the hook */
	}
	a->open = true;
	a->owner = y->count;
	return a;
}

static void close_anchor(struct anchor *a, size_t owner, const struct dgpm_node *node, size_t size, uint32_t height)
{
	if (a == NULL || a->owner != owner)
		return;
	a->open = false;
	a->node = *node;
	a->size = size;
	a->height = height;
}

static void keep_nothing(void *unused)
{
	(void)unused;
}

static void check_tag(struct yamlin *y, struct dgpm_node *node, const char *name)
{
	switch (yamlin_tag(node, name)) {
	case YAMLIN_TAG_UNKNOWN:
		dgpm_diag_add(fault(y), DGPM_MSG_YAML_10, loc(y, node), brief(y, name));
		break;
	case YAMLIN_TAG_UNFIT:
		dgpm_diag_addf(fault(y), DGPM_MSG_YAML_01, loc(y, node), name + sizeof YAMLIN_TAG_PREFIX - 1,
			       _("the value does not fit its tag !!%s"), name + sizeof YAMLIN_TAG_PREFIX - 1);
		break;
	default:
		break;
	}
}

/* A scalar with a tag, an anchor or in a mended text. */
static void on_special(struct yamlin *y, const yaml_event_t *e, struct dgpm_node *node)
{
	const char *tag = (const char *)e->data.scalar.tag;

	if (y->mend != NULL && e->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		yamlin_mend_undo(y->mend, e->start_mark.index, e->end_mark.index);
	if (tag == NULL && !node->quoted) {
		yamlin_type(node, node->text, node->n);
		if (node->kind != DGPM_STRING && e->end_mark.index - e->start_mark.index != node->n &&
		    yamlin_non_specific(&y->cursor, y->mend != NULL ? y->mend->text : y->text, e->start_mark,
					e->end_mark))
			node->kind = DGPM_STRING;
	}
	if (tag != NULL)
		check_tag(y, node, tag);
	if (e->data.scalar.anchor != NULL) {
		struct anchor *a = open_anchor(y, (const char *)e->data.scalar.anchor);

		close_anchor(a, y->count, node, 1, 0);
	}
}

static void on_scalar(struct yamlin *y, const yaml_event_t *e)
{
	size_t n = e->data.scalar.length;
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	bool key = wants_key(y);
	struct dgpm_node *node = slot(y);

	*node = (struct dgpm_node){ .kind = DGPM_STRING, .quoted = !plain, .n = (uint32_t)n };
	place(y, e->start_mark, &node->line, &node->column);
	node->text = keep(y, e->data.scalar.value, n);
	/* A plain scalar longer in the file than its text may have the tag "!", of which libyaml says nothing. */
	if (e->data.scalar.tag != NULL || e->data.scalar.anchor != NULL || y->mend != NULL ||
	    (plain && e->end_mark.index - e->start_mark.index > n)) {
		on_special(y, e, node);
		if (key)
			as_key(y, node);
	} else if (plain && !key) {
		yamlin_type(node, node->text, n);
	}
	y->count++;
	y->n_nodes++;
}

static void on_alias(struct yamlin *y, const yaml_event_t *e)
{
	const char *name = (const char *)e->data.alias.anchor;
	const struct anchor *a = find_anchor(y, name);
	struct dgpm_node node = { .kind = DGPM_NULL, .text = "" };
	uint32_t height = 0;
	uint32_t line, column;

	place(y, e->start_mark, &line, &column);
	if (a != NULL && !a->open) {
		node = a->node;
		height = a->height;
	}
	node.line = line;
	node.column = column;
	if (a == NULL) {
		dgpm_diag_add(fault(y), DGPM_MSG_YAML_03, loc(y, &node), brief(y, name));
	} else if (a->open) {
		dgpm_diag_addf(fault(y), DGPM_MSG_YAML_03, loc(y, &node), brief(y, name),
			       _("'%s' would contain itself"), brief(y, name));
	} else if (a->size > y->limits->expanded - y->expanded) {
		dgpm_diag_addf(fault(y), DGPM_MSG_YAML_04, loc(y, &node), NULL, _("more than %zu"),
			       y->limits->expanded);
		y->stop = true;
	} else if (height > y->limits->depth - y->n_frames) {
		dgpm_diag_addf(fault(y), DGPM_MSG_YAML_05, loc(y, &node), NULL, _("more than %u levels"),
			       y->limits->depth);
		y->stop = true;
	} else {
		y->expanded += a->size;
		y->count += a->size;
	}
	push(y, &node, height);
}

static void on_start(struct yamlin *y, const yaml_event_t *e, bool map, const yaml_char_t *anchor,
		     const yaml_char_t *tag)
{
	struct dgpm_node node = { .kind = map ? DGPM_MAP : DGPM_LIST };
	struct frame *f;

	place(y, e->start_mark, &node.line, &node.column);
	if (y->n_frames >= y->limits->depth) {
		dgpm_diag_addf(fault(y), DGPM_MSG_YAML_05, loc(y, &node), NULL, _("more than %u levels"),
			       y->limits->depth);
		y->stop = true;
		return;
	}
	if (tag != NULL)
		check_tag(y, &node, (const char *)tag);
	if (y->n_frames == y->cap_frames) {
		y->frames = dgpm_arena_grow(y->arena, y->frames, y->n_frames, y->cap_frames * 2, sizeof *y->frames);
		y->cap_frames *= 2;
	}
	f = &y->frames[y->n_frames++];
	*f = (struct frame){
		.first = y->n_nodes, .count = y->count, .line = node.line, .column = node.column, .map = map
	};
	if (anchor != NULL) {
		f->anchor = open_anchor(y, (const char *)anchor);
		f->owner = y->count;
	}
	y->count++;
}

/* For yamlin_keys(); false: enough. */
static bool twice(void *ctx, const struct dgpm_node *first, const struct dgpm_node *second)
{
	struct yamlin *y = ctx;

	dgpm_diag_add2(fault(y), DGPM_MSG_YAML_02, loc(y, second), brief(y, second->text), loc(y, first),
		       _("the key is given here first"));
	return !y->stop;
}

static bool is_digits(const struct dgpm_node *node, size_t least, size_t most)
{
	struct dgpm_str s = dgpm_node_str(node);

	return s.s != NULL && s.n >= least && s.n <= most && strspn(s.s, "0123456789") == s.n;
}

/*
 * {yen: 1,200,000}: in a flow mapping the commas divide, and what follows them are keys without a value. Told as what
 * was meant; true when there was any.
 */
static bool tell_grouped(struct yamlin *y, const struct dgpm_pair *pairs, uint32_t n)
{
	bool any = false;

	for (uint32_t i = 1; i < n; i++) {
		uint32_t end = i;

		while (end < n && pairs[end].value.kind == DGPM_NULL && is_digits(&pairs[end].key, 3, 3))
			end++;
		if (end == i || !is_digits(&pairs[i - 1].value, 1, 3))
			continue;
		dgpm_diag_add(fault(y), DGPM_MSG_YAML_11, loc(y, &pairs[i - 1].value),
			      brief(y, pairs[i - 1].key.text));
		any = true;
		i = end;
	}
	return any;
}

_Static_assert(sizeof(struct dgpm_pair) == 2 * sizeof(struct dgpm_node), "two nodes in a row are a pair");

static void on_end(struct yamlin *y)
{
	struct frame f = y->frames[--y->n_frames];
	size_t n = y->n_nodes - f.first;
	struct dgpm_node *kept = NULL;
	struct dgpm_node node = { .kind = f.map ? DGPM_MAP : DGPM_LIST, .line = f.line, .column = f.column };

	if (n != 0) {
		kept = dgpm_arena_alloc(y->arena, n * sizeof *kept);
		memcpy(kept, &y->nodes[f.first], n * sizeof *kept);
	}
	if (f.map) {
		node.n = (uint32_t)(n / 2);
		node.pairs = (const struct dgpm_pair *)(const void *)kept;
		if (n > 2 && !tell_grouped(y, node.pairs, node.n))
			yamlin_keys(node.pairs, node.n, y->arena, twice, y);
	} else {
		node.n = (uint32_t)n;
		node.items = kept;
	}
	y->n_nodes = f.first;
	close_anchor(f.anchor, f.owner, &node, y->count - f.count, f.height + 1);
	push(y, &node, f.height + 1);
}

static void on_event(struct yamlin *y, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		on_scalar(y, e);
		break;
	case YAML_ALIAS_EVENT:
		on_alias(y, e);
		break;
	case YAML_MAPPING_START_EVENT:
		on_start(y, e, true, e->data.mapping_start.anchor, e->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_start(y, e, false, e->data.sequence_start.anchor, e->data.sequence_start.tag);
		break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		on_end(y);
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (y->n_nodes != 0) {
			struct dgpm_node at = { 0 };

			place(y, e->start_mark, &at.line, &at.column);
			dgpm_diag_add(fault(y), DGPM_MSG_YAML_08, loc(y, &at), NULL);
			y->stop = true;
		}
		break;
	default:
		break;
	}
}

/* False: libyaml refused the text, and the parser says why. */
static bool run(struct yamlin *y, yaml_parser_t *parser)
{
	bool end = false;

	while (!end && !y->stop) {
		yaml_event_t e;

		if (!yaml_parser_parse(parser, &e))
			return false;
		on_event(y, &e);
		end = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	return true;
}

enum outcome { READ, MEND };

/* One reading. MEND: libyaml refused the text, and it can be mended: nothing was told. */
static enum outcome read_once(struct yamlin *y, struct dgpm_diags *diags, struct yamlin_mend *mend)
{
	struct dgpm_node nodes[256];
	struct frame frames[16];
	struct dgpm_str text = y->mend != NULL ? y->mend->text : y->text;
	enum outcome outcome = READ;
	yaml_parser_t parser;
	bool well;

	y->nodes = nodes;
	y->cap_nodes = DGPM_COUNT(nodes);
	y->frames = frames;
	y->cap_frames = DGPM_COUNT(frames);
	if (!yaml_parser_initialize(&parser))
		dgpm_arena_alloc(y->arena, SIZE_MAX);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.s, text.n);
	well = run(y, &parser);
	if (!well && parser.error == YAML_MEMORY_ERROR)
		dgpm_arena_alloc(y->arena, SIZE_MAX);
	if (y->mend != NULL && y->mend->again) {
		yamlin_mend_apply(y->mend, y->arena, y->text);
		outcome = MEND;
	} else if (!well && !yamlin_bytes(fault(y), y->path, y->original)) {
		if (y->mend == NULL && yamlin_mend(mend, y->arena, y->text))
			outcome = MEND;
		else
			yamlin_error(fault(y), y->path, &parser, y->mend);
	}
	if (outcome == READ && y->diags != NULL)
		dgpm_diags_merge(diags, y->diags);
	if (y->nodes == nodes && y->n_nodes != 0)
		y->nodes = dgpm_arena_grow(y->arena, nodes, 1, 1, sizeof *nodes);
	yaml_parser_delete(&parser);
	tdestroy(y->anchors, keep_nothing);
	return outcome;
}

int dgpm_doc_parse(const struct dgpm_node **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path,
		   struct dgpm_str text, const struct dgpm_doc_limits *limits)
{
	static const struct dgpm_node nothing = { .kind = DGPM_NULL, .line = 1, .column = 1, .text = "" };
	struct yamlin_breaks breaks;
	struct yamlin_mend mend = { 0 };
	struct yamlin first, y;
	enum outcome outcome;

	*out = NULL;
	if (text.n == 0)
		text = DGPM_STR("");
	if (text.n > limits->bytes || text.n >= UINT32_MAX) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_03, (struct dgpm_loc){ path, 0, 0 }, NULL,
			       _("%zu bytes, the limit is %zu"), text.n, limits->bytes);
		return -1;
	}
	if (yamlin_bom(diags, path, text) || yamlin_directives(diags, path, text))
		return -1;
	if (text.n >= 3 && memcmp(text.s, "\xef\xbb\xbf", 3) == 0)
		text = (struct dgpm_str){ text.s + 3, text.n - 3 };
	first = (struct yamlin){ .arena = arena, .path = path, .original = text, .text = text, .limits = limits };
	if (yamlin_breaks(&breaks, arena, &first.text))
		first.breaks = &breaks;
	y = first;
	outcome = read_once(&y, diags, &mend);
	while (outcome == MEND) {
		y = first;
		y.mend = &mend;
		outcome = read_once(&y, diags, &mend);
	}
	if (y.diags != NULL)
		return -1;
	*out = y.n_nodes != 0 ? y.nodes : dgpm_arena_grow(arena, &nothing, 1, 1, sizeof nothing);
	return 0;
}
