#!/bin/sh
# The figures: dgpm's whole-process time over a floor that only parses, both in one run by turns, medians of ROUNDS.
# B=build directory; ROUNDS (5); CARDS (20000), MANY_CARDS (100000), ROWS (1000000) for a smaller run;
# SHEET_ROWS (600000) of CSV to convert; ONLY=cards|ledger|table|review|diff|report|sample|groups|convert for one part. Nothing is kept.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
rounds=${ROUNDS:-5}
cards=${CARDS:-20000}
many=${MANY_CARDS:-100000}
rows=${ROWS:-1000000}
sheet=${SHEET_ROWS:-600000}
only=${ONLY:-all}
case $B in /*) ;; *) B=$PWD/$B ;; esac
dgpm=$B/dgpm
bench=$B/tests/bench
here=$PWD
[ -x "$dgpm" ] || { echo "bench: $dgpm is not built" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/dgpm-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
export LC_ALL=C.UTF-8 DGPM_DATA="$here/schemas"

wanted() { [ "$only" = all ] || [ "$only" = "$1" ]; }
duel() { "$bench/duel" "$@"; }
# A figure over input that is not good is no figure.
must_be_good() {
	"$dgpm" validate -C "$1" >"$work/out" 2>&1 || {
		echo "bench: the made portfolio is not valid:" >&2
		head -5 "$work/out" >&2
		exit 2
	}
}

# What one would use instead, where it is installed: seconds, once each. mawk takes no heed of quotes.
rivals() {
	if command -v mlr >/dev/null; then
		rival 'Miller' mlr --icsv --ocsv stats1 -a sum -f amount_yen -g fiscal_year,expense,stage "$1"
	fi
	if command -v mawk >/dev/null; then
		rival 'mawk (wrong on quotes)' mawk -F, '{ s[$1 "," $5 "," $6] += $7 } END { for (k in s) print k "," s[k] }' "$1"
	fi
	if command -v sqlite3 >/dev/null; then
		rival 'sqlite3' sqlite3 :memory: '.mode csv' ".import $1 l" \
			'select fiscal_year,expense,stage,sum(amount_yen) from l group by 1,2,3'
	fi
}
rival() {
	name=$1
	shift
	from=$(date +%s%N)
	"$@" >"$work/out" 2>&1 || { echo "bench: $name failed" >&2; return 0; }
	printf '  beside it: %-45s %9s ms\n' "$name" $((($(date +%s%N) - from) / 1000000))
}

printf '%-58s %12s %12s %6s %6s %11s\n' 'work' 'dgpm' 'floor' 'ratio' 'reach' 'peak'

if wanted cards || wanted review; then
	"$bench/gen_cards" "$work/cards" "$cards"
fi
if wanted cards; then
	must_be_good "$work/cards"
	duel "validate, $cards cards (libyaml on 2 threads)" 1.5 "$rounds" \
		"$dgpm" validate -j 2 -C "$work/cards" -- "$bench/floor_yaml" 2 "$work/cards"
	"$bench/gen_cards" "$work/many" "$many"
	duel "validate, $many cards: the peak" 128MiB 1 \
		"$dgpm" validate -j 2 -C "$work/many" -- "$bench/floor_yaml" 2 "$work/many"
	rm -rf "$work/many"
fi
if wanted ledger; then
	"$bench/gen_cards" "$work/ledger" 200
	"$bench/gen_ledger" "$rows" 200 >"$work/ledger/ledger.csv"
	must_be_good "$work/ledger"
	duel "validate, a ledger of $rows rows (libcsv on 1 core)" 1.0 "$rounds" \
		"$dgpm" validate -j 2 -C "$work/ledger" -- "$bench/floor_csv" "$work/ledger/ledger.csv"
	duel "  the same on one thread" 1.0 "$rounds" \
		"$dgpm" validate -j 1 -C "$work/ledger" -- "$bench/floor_csv" "$work/ledger/ledger.csv"
	rm -rf "$work/ledger"
fi
if wanted groups; then
	"$bench/gen_ledger" $((rows * 5)) 200 >"$work/groups.csv"
	duel "read and sum, $((rows * 5)) rows (libcsv on 1 core)" 0.5 "$rounds" \
		"$bench/sum_ledger" 2 "$work/groups.csv" -- "$bench/floor_csv" "$work/groups.csv"
	rm -f "$work/groups.csv"
fi
if wanted table; then
	# 60 rows a project: none is given twice, as in a good ledger; the check for it is part of the figure.
	"$bench/gen_ledger" $((rows * 5 / 60 * 60)) $((rows * 5 / 60)) >"$work/table.csv"
	duel "ledger by 3 columns, $((rows * 5 / 60 * 60)) rows (libcsv on 1 core)" 0.5 "$rounds" \
		"$dgpm" ledger --by fiscal_year,expense,stage -f csv -j 2 "$work/table.csv" -- "$bench/floor_csv" "$work/table.csv"
	duel "  the same, its peak" 64MiB 1 \
		"$dgpm" ledger --by fiscal_year,expense,stage -f csv -j 2 "$work/table.csv" -- "$bench/floor_csv" "$work/table.csv"
	rivals "$work/table.csv"
	rm -f "$work/table.csv"
fi
if wanted review; then
	"$bench/gen_ledger" "$rows" "$cards" >"$work/cards/ledger.csv"
	duel "review, $cards cards and $rows rows (libyaml on 2 threads)" 2.5 "$rounds" \
		"$dgpm" review --stage pre-request -j 2 -C "$work/cards" -- "$bench/floor_yaml" 2 "$work/cards"
fi
# Every tenth card and every tenth row differ.
if wanted diff; then
	"$bench/gen_cards" "$work/a" "$cards"
	"$bench/gen_ledger" "$rows" "$cards" >"$work/a/ledger.csv"
	cp -r "$work/a" "$work/b"
	find "$work/b" -name '*0.yaml' -exec sed -i 's/quotes: 3/quotes: 4/' {} +
	awk -F, -v OFS=, 'NR > 1 && NR % 10 == 0 { $7 += 1 } 1' "$work/a/ledger.csv" >"$work/b/ledger.csv"
	must_be_good "$work/a"
	duel "diff, twice $cards cards and $rows rows (validate of one)" 2.2 "$rounds" \
		"$dgpm" diff -j 2 -f csv "$work/a" "$work/b" -- "$dgpm" validate -j 2 -C "$work/a"
	duel "  the same, its peak" 256MiB 1 \
		"$dgpm" diff -j 2 -f csv "$work/a" "$work/b" -- "$dgpm" validate -j 2 -C "$work/a"
	# Every card and every row, as JSON that would lead from one to the other.
	find "$work/b" -name '*.yaml' -exec sed -i 's/quotes: [34]/quotes: 5/; s/amount_yen: /amount_yen: 1/; s/^name: /name: 新/' {} +
	awk -F, -v OFS=, 'NR > 1 { $7 += 1 } 1' "$work/a/ledger.csv" >"$work/b/ledger.csv"
	duel "  all of them changed, its peak" 256MiB 1 \
		"$dgpm" diff -j 2 -f json "$work/a" "$work/b" -- "$dgpm" validate -j 2 -C "$work/a"
	# Not one ID in common.
	find "$work/b" -name '*.yaml' -exec sed -i 's/^id: 2021-/id: 2020-/' {} +
	sed 's/,2021-/,2020-/' "$work/a/ledger.csv" >"$work/b/ledger.csv"
	duel "  no ID in common, its peak" 256MiB 1 \
		"$dgpm" diff -j 2 -f json "$work/a" "$work/b" -- "$dgpm" validate -j 2 -C "$work/a"
	rm -rf "$work/a" "$work/b"
fi
# The commands whose blocks a report holds, each of which reads the portfolio for itself.
if wanted report; then
	"$bench/gen_cards" "$work/report" 1000
	"$bench/gen_ledger" 20000 1000 >"$work/report/ledger.csv"
	must_be_good "$work/report"
	for command in 'ledger -b fiscal_year,account' 'ledger -b organization,fiscal_year' 'ledger -b project_id,fiscal_year' \
		track classify monitor overlap consolidate evaluate 'evaluate --kpi' 'plan --summary' procedures \
		'review --stage pre-request' 'review --stage request' 'review --stage execution' validate; do
		printf '"%s" %s -j 2 -q -C "%s" >/dev/null || [ $? = 1 ] || exit 2\n' "$dgpm" "$command" "$work/report"
	done >"$work/commands"
	duel "report, 1000 projects and 20000 rows (its commands)" 1.5 "$rounds" \
		"$dgpm" report -j 2 -q -f html --no-sheets -C "$work/report" -- sh "$work/commands"
	# In memory where there is such a place: else it is the wait for the disk that is measured.
	pages=$work/pages
	[ ! -w /dev/shm ] || pages=/dev/shm/dgpm-bench-pages.$$
	duel "  the same with a sheet for each project" 1.5 "$rounds" \
		"$dgpm" report -j 2 -q -f html -o "$pages/" -C "$work/report" -- sh "$work/commands"
	rm -rf "$work/report" "$pages"
fi
if wanted convert; then
	convert="$dgpm convert -j 2 -p simple-ledger -q"
	"$bench/gen_sheet" xlsx 100000 "$work/book.xlsx"
	# shellcheck disable=SC2086
	duel "convert, xlsx of 100000 rows x 12 (inflate + expat)" 1.3 "$rounds" \
		$convert "$work/book.xlsx" -- "$bench/floor_xlsx" "$work/book.xlsx"
	# A figure is kept in 35 to 45 bytes, to find it given twice; the rest is the same for any number of rows.
	"$bench/gen_sheet" xlsx 10000 "$work/small.xlsx"
	# shellcheck disable=SC2086
	duel "  the peak of 10000 rows" 24MiB 1 $convert "$work/small.xlsx" -- "$bench/floor_xlsx" "$work/small.xlsx"
	# shellcheck disable=SC2086
	duel "  the peak of 100000 rows" 24MiB 1 $convert "$work/book.xlsx" -- "$bench/floor_xlsx" "$work/book.xlsx"
	"$bench/gen_sheet" csv "$sheet" "$work/sheet.csv"
	# shellcheck disable=SC2086
	duel "convert, CP932 CSV of $sheet rows x 12 (libcsv on 1 core)" 2.0 "$rounds" \
		$convert "$work/sheet.csv" -- "$bench/floor_csv" "$work/sheet.csv"
	# shellcheck disable=SC2086
	duel "  the same on one thread" 3.0 "$rounds" \
		$dgpm convert -j 1 -p simple-ledger -q "$work/sheet.csv" -- "$bench/floor_csv" "$work/sheet.csv"
	rm -f "$work/book.xlsx" "$work/small.xlsx" "$work/sheet.csv"
fi
if wanted sample; then
	for command in validate 'review --stage pre-request' list rules 'show 2021-SMP-0001'; do
		# shellcheck disable=SC2086
		duel "$command, examples/sample (ms)" 20 "$rounds" "$dgpm" $command -C examples/sample
	done
fi
