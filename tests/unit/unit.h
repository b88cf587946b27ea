/* What unit tests share: libcheck, a fresh arena and diagnostics a test. */
#ifndef UNIT_H
#define UNIT_H

#include "diag/diag.h"

#include <check.h>

/* Each test file defines its suite; unit.c runs it. */
Suite *unit_suite(void);

/* A suite of one case, to which loop tests are added. */
Suite *unit_new(const char *name, TCase **tc);

/* One text with the diagnostics, a line each: "line:column id message". For comparing at once. */
const char *unit_diags(struct dgpm_arena *a, struct dgpm_diags *d);

/* A library function returned `rc`: every -1 has added a diagnostic and every 0 has filled its result. */
void unit_contract(int rc, const void *out, const struct dgpm_diags *d);

#endif
