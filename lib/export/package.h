/* Internal: the description of the tables. */
#ifndef EXPORT_PACKAGE_H
#define EXPORT_PACKAGE_H

#include "export/parts.h"

int export_package(struct export_run *run) DGPM_MUST_CHECK;

#endif
