/*
 * Translation of user-visible text. The catalogue is gettext's (.mo), the reader our own: libc's needs a locale that is
 * installed, and pays no heed to LANGUAGE under C.UTF-8 from some version on.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <stdbool.h>

/*
 * Take a catalogue for all texts from now on; NULL: back to the texts as they stand in the source. Before any thread is
 * started. false when the file cannot be read or is no catalogue: then nothing has changed.
 *
 * Owner:  the text lives until the next call.
 */
bool dgpm_language_open(const char *mo_path);

const char *dgpm_translated(const char *text) __attribute__((format_arg(1)));
const char *dgpm_translated_n(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

#define _(text) dgpm_translated(text)
#define P_(one, many, n) dgpm_translated_n((one), (many), (unsigned long)(n))
#ifndef N_
#define N_(text) text
#endif

#endif
