#!/bin/sh
# Refresh man/*.po from the pages: new paragraphs come in untranslated, gone ones are dropped. A paragraph that changed
# keeps its old translation, marked as fuzzy with the English it was made of, and is shown in English until it is mended.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build
LC_ALL=C awk -v mode=pot -f man/translate.awk man/*.[1-9] >build/dgpm-man.pot
for po in man/*.po; do
	[ -e "$po" ] || continue
	msgmerge --quiet --update --backup=none --no-wrap --previous "$po" build/dgpm-man.pot
	msgattrib --no-obsolete --no-wrap -o "$po" "$po"
	printf '%s: ' "$po"
	msgfmt --statistics -o /dev/null "$po"
done
