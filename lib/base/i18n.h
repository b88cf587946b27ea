/* Translation of user-visible text: gettext, domain dgpm. The language is the caller's matter. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(text) dgettext("dgpm", (text))
#define P_(one, many, n) dngettext("dgpm", (one), (many), (unsigned long)(n))
#ifndef N_
#define N_(text) text
#endif

#endif
