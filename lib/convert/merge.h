/* Internal: what is put together of all files. */
#ifndef CONVERT_MERGE_H
#define CONVERT_MERGE_H

#include "convert/context.h"

/*
 * latest.c: of REPEATS_LATEST all figures and their rows wait until the last file is read, in files without names:
 * memory holds one entry for each figure that will stand.
 */
struct convert_waiting {
	FILE *figures, *rows, *left_out; /* left_out: rows of --rejects; NULL: nobody asks */
	struct dgpm_out *out;		 /* to `rows` */
	struct dgpm_csv *rejects;	 /* to `left_out` */
	struct dgpm_out *rejects_out;
	char *line; /* the row at hand */
	size_t cap;
	bool failed;
};

/* What is put together of all files. */
struct convert_merge {
	struct dgpm_converted *result;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_out *out;
	bool excel;
	struct convert_file *files;
	struct convert_keys figures; /* -> number of the known, from 1 */
	struct convert_known {
		uint64_t offset; /* of the row among those that wait */
		dgpm_yen yen;
		struct convert_place at;
		int32_t rank;
		uint32_t file, n_line;
	} * *known; /* by blocks: what is there stays where it is */
	size_t n_known, n_blocks, cap_blocks;
	struct convert_waiting waiting;
	struct convert_keys ids;
	struct convert_owner *owners;
	size_t n_owners, cap_owners;
	struct dgpm_reject *rejects;
	size_t n_rejects, cap_rejects;
	struct dgpm_manifest_file *manifest;
	size_t n_manifest, cap_manifest;
};

/* merge.c: the next file, when it is read; after the last what needs all of them, and *result is filled. */
void convert_merge_file(struct convert_merge *m, size_t file);
void convert_merge_end(struct convert_merge *m, size_t n_files);

/* known.c: the figure of this key that was met first, or that stands; a new one is all 0. */
struct convert_known *convert_known_of(struct convert_merge *m, struct convert_hash hash, bool *is_new);

/* A ledger row that is not written: what was counted of it. */
void convert_uncount(struct convert_file *f, const struct convert_seen *s);
/* A figure that another file gave before. */
void convert_tell_repeated(struct convert_merge *m, dgpm_yen yen, struct dgpm_loc at, const struct convert_known *known,
			   struct dgpm_loc first);

/* latest.c: begin; a file that was read takes its place; after the last the rows that stand are written. */
void convert_latest_begin(struct convert_merge *m, bool rejects);
void convert_latest_add(struct convert_merge *m, const struct convert_file *f);
void convert_latest_end(struct convert_merge *m, size_t n_files);

/* cards.c */
void convert_cards_merge(struct convert_merge *m, size_t n_files);

/* against.c: what figures of the files come to, held against the ledger `path`. */
void convert_against(struct convert_merge *m, size_t n_files, const char *path);

#endif
