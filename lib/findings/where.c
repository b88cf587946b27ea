/* Where a finding stands: file, cell, pointer. */
#include "findings/where.h"
#include "doc/doc.h"
#include "io/read.h"

#include <stdio.h>
#include <strings.h>

static bool ends_with(const char *s, size_t n, const char *const *endings, size_t n_endings)
{
	for (size_t i = 0; i < n_endings; i++) {
		size_t m = strlen(endings[i]);

		if (n > m && strncasecmp(s + n - m, endings[i], m) == 0)
			return true;
	}
	return false;
}

const char *where_file(struct dgpm_arena *a, const char *path, const char **inside)
{
	static const char *const books[] = { ".xlsx", ".xlsm",  ".ods",   ".xls",    ".csv",
					     ".tsv",  ".json", ".jsonl", ".ndjson", ".txt" };

	*inside = NULL;
	for (const char *mark = path != NULL ? strchr(path, '!') : NULL; mark != NULL; mark = strchr(mark + 1, '!'))
		if (ends_with(path, (size_t)(mark - path), books, DGPM_COUNT(books))) {
			*inside = mark + 1;
			return dgpm_arena_strndup(a, path, (size_t)(mark - path));
		}
	return path;
}

const char *where_uri(struct dgpm_arena *a, const char *path)
{
	char *out = dgpm_arena_alloc(a, strlen(path) * 3 + 8), *to = out;

	if (*path == '/')
		to = stpcpy(to, "file://");
	for (; *path != '\0'; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    strchr("-._~/", c) != NULL)
			*to++ = *path;
		else
			to += sprintf(to, "%%%02X", c);
	}
	*to = '\0';
	return out;
}

static bool begins_by(const struct dgpm_node *node, struct dgpm_loc at)
{
	return node->line != 0 && (node->line < at.line || (node->line == at.line && node->column <= at.column));
}

/* "/" and the key, "~" and "/" of it told as RFC 6901 says. */
static const char *step(struct dgpm_arena *a, const char *pointer, struct dgpm_str key)
{
	char *out = dgpm_arena_alloc(a, strlen(pointer) + key.n * 2 + 2), *to = stpcpy(out, pointer);

	*to++ = '/';
	for (size_t i = 0; i < key.n; i++) {
		if (key.s[i] == '~' || key.s[i] == '/')
			to = stpcpy(to, key.s[i] == '~' ? "~0" : "~1");
		else
			*to++ = key.s[i];
	}
	*to = '\0';
	return out;
}

/* The last child that begins at the place or before holds it; documents have a limit of depth. */
static const char *find(struct dgpm_arena *a, const struct dgpm_node *root, struct dgpm_loc at)
{
	const char *pointer = "";
	const struct dgpm_node *node = root;

	if (at.column == 0)
		at.column = UINT32_MAX;
	while (node != NULL && (node->kind == DGPM_MAP || node->kind == DGPM_LIST)) {
		const struct dgpm_node *next = NULL;
		struct dgpm_str key = DGPM_STR("");

		for (uint32_t i = 0; i < node->n; i++) {
			const struct dgpm_node *begins =
				node->kind == DGPM_MAP ? &node->pairs[i].key : &node->items[i];

			if (!begins_by(begins, at))
				continue;
			next = node->kind == DGPM_MAP ? &node->pairs[i].value : begins;
			key = node->kind == DGPM_MAP ? dgpm_node_str(begins) :
						       dgpm_str_of(dgpm_arena_printf(a, "%u", i));
		}
		if (next != NULL)
			pointer = step(a, pointer, key);
		node = next;
	}
	return pointer;
}

static void load(struct where_doc *doc, const char *path)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_diags *told; /* by whoever read it before */
	struct dgpm_str text;

	if (doc->path != NULL && strcmp(doc->path, path) == 0)
		return;
	dgpm_arena_reset(doc->arena);
	told = dgpm_diags_new(doc->arena);
	doc->path = path;
	doc->root = NULL;
	if (doc->root_fd != -1 && (doc->piped == NULL || strcmp(path, doc->piped) != 0) &&
	    dgpm_file_read(&text, doc->arena, told, path, doc->root_fd, path, limits.bytes) == 0 &&
	    dgpm_doc_parse(&doc->root, doc->arena, told, path, text, &limits) != 0)
		doc->root = NULL;
}

const char *where_pointer(struct where_doc *doc, const struct dgpm_diag *d)
{
	static const char *const documents[] = { ".yaml", ".yml", ".json" };
	const char *inside, *file;

	if (d->pointer != NULL || d->at.path == NULL)
		return d->pointer;
	file = where_file(doc->arena, d->at.path, &inside);
	if (inside != NULL)
		return *inside == '/' ? inside : NULL;
	if (!ends_with(file, strlen(file), documents, DGPM_COUNT(documents)))
		return NULL;
	if (d->at.line == 0)
		return "";
	load(doc, file);
	return doc->root != NULL ? find(doc->arena, doc->root, d->at) : "";
}
