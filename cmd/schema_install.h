/* The schemas inside a portfolio, for editors. */
#ifndef SCHEMA_INSTALL_H
#define SCHEMA_INSTALL_H

#include "cmd.h"

/* Write these files of the data directory into the portfolio of -C; the status. */
int cmd_schema_install(struct cmd_env *env, const struct cmd_common *c, const char *const *schemas, size_t n);

/* Write the schemas of what is read into a portfolio that begins in `dir`; false after a diagnostic. */
bool cmd_schema_begin(struct cmd_env *env, const char *dir);

/*
 * How a new document of the portfolio in `dir`, its path seen from there, names its schema: by the way to the one that
 * is installed there, else by its bare name, which dgpm_template_fill() makes a full path of.
 */
const char *cmd_schema_of(struct cmd_env *env, const char *dir, const char *document, const char *schema);

#endif
