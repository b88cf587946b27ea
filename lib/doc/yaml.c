/*
 * YAML and JSON to a tree, over libyaml's events; what is plainly JSON goes by yaml_json.c.
 *
 * Nodes wait on one stack; when a map or list ends, its part of the stack is copied into the arena at once.
 * libyaml checks UTF-8 and control characters as it reads; only when it complains are the bytes looked at again to
 * say where and what. Only a text libyaml refuses is tried again: with stand-ins for what is legal in quotes
 * (yaml_controls.c), then mended (yaml_mend.c).
 */
#include "doc/yaml.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/list.h"

#include <search.h>

/* More faults than anybody reads: the rest of such a document is not looked at. */
#define FAULTS_MOST 10000
#define VALUES_MOST ((size_t)1 << 20) /* and keys, each some 70 bytes: the smallest takes two bytes of a file */
#define KEY_MOST 4096 /* bytes of a key that is written as a list or a map */
#define SHOWN_MOST 80 /* bytes of an offending text */
#define LONG_TEXT 256 /* bytes of a scalar that may have room of its own */

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
	struct yamlin_controls *controls;   /* the same */
	const struct dgpm_doc_limits *limits;
	struct yamlin_mend *mend; /* NULL: the text is read as it is */
	struct dgpm_diags *notes; /* where tags that nobody knows are told and passed over; NULL: they are faults */
	bool several;             /* documents in one stream */
	bool stop;

	struct dgpm_node *docs;
	size_t n_docs, cap_docs;

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
static char *keep(struct yamlin *y, const unsigned char *s, size_t n)
{
	char *p;

	if (n >= y->room && n >= LONG_TEXT) {
		p = dgpm_arena_alloc(y->arena, n + 1);
	} else {
		if (n >= y->room) {
			y->room = y->text.n < 4096 ? y->text.n + LONG_TEXT : 32768;
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

/* Written as a flow node, for a key; false: it is longer than a key may be. */
static bool add_flow(struct dgpm_buf *b, const struct dgpm_node *node)
{
	bool map = node->kind == DGPM_MAP, well = true;

	if (node->kind != DGPM_LIST && !map) {
		dgpm_buf_str(b, (struct dgpm_str){ node->text, node->n });
		return b->n <= KEY_MOST;
	}
	dgpm_buf_add(b, map ? "{" : "[");
	for (uint32_t i = 0; well && i < node->n; i++) {
		dgpm_buf_add(b, i != 0 ? ", " : "");
		if (map) {
			well = add_flow(b, &node->pairs[i].key);
			dgpm_buf_add(b, ": ");
		}
		well = well && add_flow(b, map ? &node->pairs[i].value : &node->items[i]);
	}
	dgpm_buf_add(b, map ? "}" : "]");
	return well && b->n <= KEY_MOST;
}

/* Only who reads any YAML has a use for a key that is a list or a map. */
static bool as_flow(struct yamlin *y, struct dgpm_node *node)
{
	struct dgpm_buf b = { .arena = y->arena };

	if (y->notes == NULL || !add_flow(&b, node))
		return false;
	dgpm_diag_add(y->notes, DGPM_MSG_YAML_14, loc(y, node), brief(y, dgpm_buf_text(&b)));
	*node = (struct dgpm_node){ .line = node->line, .column = node->column, .text = dgpm_buf_text(&b),
				    .n = (uint32_t)b.n };
	return true;
}

static void as_key(struct yamlin *y, struct dgpm_node *node)
{
	if ((node->kind == DGPM_LIST || node->kind == DGPM_MAP) && !as_flow(y, node)) {
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
		dgpm_diag_add(y->notes != NULL ? y->notes : fault(y),
			      y->notes != NULL ? DGPM_MSG_YAML_13 : DGPM_MSG_YAML_10, loc(y, node), brief(y, name));
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

	if (y->mend != NULL)
		yamlin_mend_scalar(y->mend, e->start_mark.index, e->end_mark.index,
				   e->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE);
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

/* Characters with stand-ins are in this scalar: where it stands, if it is one in quotes. */
static void note_quoted(struct yamlin *y, const yaml_event_t *e)
{
	struct yamlin_span span;

	if (e->data.scalar.style != YAML_SINGLE_QUOTED_SCALAR_STYLE &&
	    e->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return;
	place(y, e->start_mark, &span.line, &span.column);
	place(y, e->end_mark, &span.end_line, &span.end_column);
	*DGPM_PUSH(y->arena, y->controls->quoted, y->controls->n_quoted, y->controls->cap_quoted) = span;
}

/* One more value or key. */
static void count_one(struct yamlin *y, const struct dgpm_node *node)
{
	if (y->count++ >= VALUES_MOST && !y->stop) {
		dgpm_diag_addf(fault(y), DGPM_MSG_IO_03, loc(y, node), NULL, _("more than %zu values"), VALUES_MOST);
		y->stop = true;
	}
}

static void on_scalar(struct yamlin *y, const yaml_event_t *e)
{
	size_t n = e->data.scalar.length;
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	bool key = wants_key(y);
	struct dgpm_node *node = slot(y);
	char *text;

	*node = (struct dgpm_node){ .kind = DGPM_STRING, .quoted = !plain, .n = (uint32_t)n };
	place(y, e->start_mark, &node->line, &node->column);
	node->text = text = keep(y, e->data.scalar.value, n);
	if (y->controls != NULL && yamlin_controls_back(y->controls, text, &node->n))
		note_quoted(y, e);
	/* A plain scalar longer in the file than its text may have the tag "!", of which libyaml says nothing. */
	if (e->data.scalar.tag != NULL || e->data.scalar.anchor != NULL || y->mend != NULL ||
	    (plain && e->end_mark.index - e->start_mark.index > n)) {
		on_special(y, e, node);
		if (key)
			as_key(y, node);
	} else if (plain && !key) {
		yamlin_type(node, node->text, n);
	}
	count_one(y, node);
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
	count_one(y, &node);
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

/* An anchor is known in its own document. */
static void forget_anchors(struct yamlin *y)
{
	tdestroy(y->anchors, keep_nothing);
	y->anchors = NULL;
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
	case YAML_DOCUMENT_END_EVENT:
		*DGPM_PUSH(y->arena, y->docs, y->n_docs, y->cap_docs) = y->nodes[0];
		y->n_nodes = 0;
		forget_anchors(y);
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (y->n_docs != 0 && !y->several) {
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

/* What a reading begins with, and what helps the next one when libyaml refuses the text. */
struct start {
	struct yamlin y;
	struct yamlin_breaks breaks;
	struct yamlin_controls controls;
	struct yamlin_mend mend;
};

/* libyaml refused the text, whose bytes are well: true when there is something to help it with. */
static bool help(struct start *s)
{
	if (s->y.controls == NULL && yamlin_controls(&s->controls, s->y.arena, &s->y.text)) {
		s->y.controls = &s->controls;
		return true;
	}
	if (s->y.mend == NULL && yamlin_mend(&s->mend, s->y.arena, s->y.text)) {
		s->y.mend = &s->mend;
		return true;
	}
	return false;
}

/* False: libyaml refused the text, `s` has help for the next reading, and nothing was told. */
static bool read_once(struct yamlin *y, struct start *s)
{
	struct dgpm_node nodes[256];
	struct frame frames[16];
	struct dgpm_str text = y->mend != NULL ? y->mend->text : y->text;
	yaml_parser_t parser;
	bool well, done = true;

	y->nodes = nodes;
	y->cap_nodes = DGPM_COUNT(nodes);
	y->frames = frames;
	y->cap_frames = DGPM_COUNT(frames);
	if (y->controls != NULL)
		y->controls->n_quoted = 0;
	if (!yaml_parser_initialize(&parser))
		dgpm_arena_alloc(y->arena, SIZE_MAX);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.s, text.n);
	well = run(y, &parser);
	if (!well && parser.error == YAML_MEMORY_ERROR)
		dgpm_arena_alloc(y->arena, SIZE_MAX);
	if (y->mend != NULL && y->mend->again) {
		yamlin_mend_apply(y->mend, y->arena, y->text);
		done = false;
	} else if (!well && !yamlin_bytes(fault(y), y->path, y->original)) {
		done = !help(s);
		if (done)
			yamlin_error(fault(y), y->path, &parser, y->mend);
	} else if (well && y->controls != NULL && !y->stop) {
		struct dgpm_diags *bare = dgpm_diags_new(y->arena);

		if (yamlin_controls_bare(y->controls, bare, y->path, y->original))
			dgpm_diags_merge(fault(y), bare);
	}
	yaml_parser_delete(&parser);
	forget_anchors(y);
	return done;
}

static int parse(struct start *s, struct yamlin *y, struct dgpm_diags *diags, struct dgpm_str text,
		 const struct dgpm_doc_limits *limits)
{
	struct yamlin *first = &s->y;
	struct dgpm_node json;

	if (text.n == 0)
		text = DGPM_STR("");
	if (text.n > limits->bytes || text.n >= UINT32_MAX) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_03, (struct dgpm_loc){ first->path, 0, 0 }, NULL,
			       _("%zu bytes, the limit is %zu"), text.n, limits->bytes);
		return -1;
	}
	if (yamlin_bom(diags, first->path, text) || yamlin_directives(diags, first->path, text))
		return -1;
	if (text.n >= 3 && memcmp(text.s, "\xef\xbb\xbf", 3) == 0)
		text = (struct dgpm_str){ text.s + 3, text.n - 3 };
	first->original = first->text = text;
	first->limits = limits;
	if (yamlin_json(&json, first->arena, text, limits->depth, VALUES_MOST)) {
		*y = *first;
		*DGPM_PUSH(y->arena, y->docs, y->n_docs, y->cap_docs) = json;
		return 0;
	}
	if (yamlin_breaks(&s->breaks, first->arena, &first->text))
		first->breaks = &s->breaks;
	do {
		if (first->several)
			first->notes = dgpm_diags_new(first->arena);
		*y = *first;
	} while (!read_once(y, s));
	if (y->diags != NULL) {
		dgpm_diags_merge(diags, y->diags);
		return -1;
	}
	if (y->notes != NULL)
		dgpm_diags_merge(diags, y->notes);
	if (y->mend != NULL)
		yamlin_mend_notes(y->mend, diags, y->path);
	if (y->n_docs == 0)
		*DGPM_PUSH(y->arena, y->docs, y->n_docs, y->cap_docs) =
			(struct dgpm_node){ .kind = DGPM_NULL, .line = 1, .column = 1, .text = "" };
	return 0;
}

int dgpm_doc_parse(const struct dgpm_node **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path,
		   struct dgpm_str text, const struct dgpm_doc_limits *limits)
{
	struct start s = { .y = { .arena = arena, .path = path } };
	struct yamlin y;
	int rc = parse(&s, &y, diags, text, limits);

	*out = rc == 0 ? y.docs : NULL;
	return rc;
}

int dgpm_docs_parse(const struct dgpm_node **out, size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const char *path, struct dgpm_str text, const struct dgpm_doc_limits *limits)
{
	struct start s = { .y = { .arena = arena, .path = path, .several = true } };
	struct yamlin y;
	int rc = parse(&s, &y, diags, text, limits);

	*out = rc == 0 ? y.docs : NULL;
	*n = rc == 0 ? y.n_docs : 0;
	return rc;
}
