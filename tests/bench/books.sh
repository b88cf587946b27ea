#!/bin/bash
# Real books in all forms, cell by cell, against LibreOffice where it is there: tests/bench/books.sh BOOK.xlsx...
# Each book is written by it as ods, xls and CSV; what dgpm reads of all four must be the same.
set -u
cd "$(dirname "$0")/../.." || exit 2
[ $# -gt 0 ] || { echo 'usage: tests/bench/books.sh BOOK.xlsx...' >&2; exit 2; }
command -v soffice >/dev/null || { echo 'books.sh: left out, no soffice'; exit 0; }
make -s build/tests/bench/cells || exit 2
cells=$PWD/build/tests/bench/cells
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
rc=0

office() { soffice -env:UserInstallation=file://"$T"/office --headless --convert-to "$1" --outdir "$2" "$3" >/dev/null 2>&1; }
# told WHAT FILE: how many cells of it differ from those of the book.
told() {
	local n
	n=$(diff "$T/want" "$2" | grep -c '^[<>]')
	printf '%s\t%s\t%d cells, %d lines differ\n' "$name" "$1" "$(wc -l <"$2")" "$n"
	((n == 0)) || rc=1
}

for book; do
	name=$(basename "$book" .xlsx)
	# A cell of nothing but spaces is blank in a CSV.
	"$cells" "$book" | grep -v '	$' | LC_ALL=C sort >"$T/want"
	for form in ods xls; do
		office "$form" "$T" "$book"
		"$cells" "$T/$name.$form" | grep -v '	$' | LC_ALL=C sort >"$T/got"
		told "$form" "$T/got"
	done
	# Exact values, a file a sheet.
	office 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' "$T/csv" "$book"
	for sheet in "$T"/csv/"$name"-*.csv; do
		label=${sheet##*/"$name"-}
		"$cells" "$sheet" | grep -v '	$' | cut -f 2- | sed "s/^/${label%.csv}	/"
	done | LC_ALL=C sort >"$T/got"
	told csv "$T/got"
done
exit $rc
