#!/bin/bash
# Every command under faults: B=build directory; FAULTS=runs a command and kind (default 20; 0: all of them).
# ONLY=PATTERN: the commands that hold it. The table is printed; the status is 1 when a run was silent or crashed.
cd "$(dirname "$0")/../.." || exit 2
set -u
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
work=$(mktemp -d "${TMPDIR:-/tmp}/dgpm-faults.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/base" && cp -R examples/sample/. "$work/base" || exit 2
# A sheet as CSV in CP932 and as a workbook, and a folder that is written over.
printf '事業ID,組織,年度,会計,費目,区分,金額(円)\nX-1,総務省,2021,一般会計,運用,当初,1000\nX-2,総務省,2021,一般会計,運用,当初,2000\n' |
	iconv -f UTF-8 -t CP932 >"$work/base/odd.csv"
export DGPM_DATA=$PWD/schemas LC_ALL=C.UTF-8 TZ=UTC
"$B/dgpm" ledger --long -C "$work/base" -f xlsx="$work/odd.xlsx" >/dev/null 2>&1 && mv "$work/odd.xlsx" "$work/base" || exit 2
echo old >"$work/base/sheet.csv"
grep -F -- "${ONLY:-}" tests/faults/commands >"$work/commands"
"$B/tests/faults/faults" "$B/dgpm" "$B/tests/faults/shim.so" "$work/base" "$work" "${FAULTS:-20}" "$work/commands"
