/*
 * The data directory: what dgpm knows that is not code. Schemas, code lists, organizations, eras, thresholds,
 * templates.
 *
 * In:     YAML and JSON files of schemas/, or of the directory that DGPM_DATA names, each held against its own schema.
 * Out:    compiled schemas, texts of codes in the language of the run (codes.h), organizations, eras (eras.h), values
 *         with their source (params.h, settings.h), new files filled in from templates (template.h).
 * Drives: data.c opens the directory and reads a file when somebody asks for it, once. codes.c, organizations.c, eras.c
 *         and params.c are given trees and know no file.
 * Thread: a file is read when it is first asked for: so ask for all that workers need before they are started; what was
 *         read is only read from then on.
 */
#ifndef DATA_DATA_H
#define DATA_DATA_H

#include "data/codes.h"
#include "schema/schema.h"
#include "data/eras.h"

struct dgpm_data;

/*
 * Open the data directory.
 *
 * Shape:  `dir` holds *.schema.json, organizations.yaml, eras.yaml, codes.yaml, rules/.
 * Owner:  *out lives in `arena`; dgpm_data_close() lets go of compiled patterns.
 * Errors: -1 after a diagnostic when the directory cannot be opened.
 * Source: schemas/.
 */
int dgpm_data_open(struct dgpm_data **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir,
		   const char *lang) DGPM_MUST_CHECK;
void dgpm_data_close(struct dgpm_data *data);

/* "ja" or "en". */
const char *dgpm_data_lang(const struct dgpm_data *data);

/* Of a map {ja: ..., en: ...} the text in the user's language, else any; NULL without one. */
const char *dgpm_data_text(const struct dgpm_data *data, const struct dgpm_node *texts);

/* The directory, as given. */
const char *dgpm_data_dir(const struct dgpm_data *data);

/* A document of the data directory; NULL after a diagnostic. Read once. Not for several threads at once. */
const struct dgpm_node *dgpm_data_doc(struct dgpm_data *data, struct dgpm_diags *diags, const char *name);

/* The compiled schema "card", "portfolio", "plan", "rules"; NULL after a diagnostic. Compiled once. */
const struct dgpm_schema *dgpm_data_schema(struct dgpm_data *data, struct dgpm_diags *diags, const char *name);

/* The organizations of the government; a portfolio adds its own. NULL after a diagnostic. */
struct dgpm_organizations *dgpm_data_organizations(struct dgpm_data *data, struct dgpm_diags *diags);

/* Display texts of codes; NULL after a diagnostic. */
const struct dgpm_codes *dgpm_data_codes(struct dgpm_data *data, struct dgpm_diags *diags);

/* The names of the files in a directory of the data directory that end in `suffix`, sorted. */
const char *const *dgpm_data_list(struct dgpm_data *data, struct dgpm_diags *diags, const char *dir,
				  const char *suffix, size_t *n);

#endif
