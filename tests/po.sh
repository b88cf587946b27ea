#!/bin/sh
# Refresh lib/po/*.po from the sources: new strings come in untranslated, gone ones are dropped.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build
LC_ALL=C find lib cmd -name '*.[ch]' | LC_ALL=C sort |
	xgettext --files-from=- --output=build/dgpm.pot --from-code=UTF-8 --language=C --add-comments=TRANSLATORS \
		--keyword=_ --keyword=N_ --keyword=P_:1,2 --no-location --package-name=dgpm
for po in lib/po/*.po; do
	[ -e "$po" ] || continue
	# A word wrapped anew would be noise in a diff, a guessed translation a wrong one.
	msgmerge --quiet --update --backup=none --no-wrap --no-fuzzy-matching --no-location "$po" build/dgpm.pot
	msgattrib --no-obsolete --no-wrap -o "$po" "$po"
	printf '%s: ' "$po"
	msgfmt --statistics -o /dev/null "$po"
done
