#!/bin/bash
# Files made to harm, each through the commands that read it: status, seconds of processor time, peak of memory.
# Nothing is stored; the books come from tests/unit/book/test_hostile.c, the rest from here. Called by `make hostile`.
# A run that takes more than its reach (2 s and 256 MiB, unless its line says another) or ends by a signal fails;
# FACTOR=N gives a slow machine N times the seconds. ONLY=PATTERN runs the files whose names are like it.
set -u
cd "$(dirname "$0")/.." || exit 2
root=$PWD
B=$(realpath "${B:-build}")
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
export LC_ALL=C.UTF-8 TZ=UTC DGPM_DATA="$root/schemas"
factor=${FACTOR:-1} only=${ONLY:-*}
most_seconds=2 most_mib=256 runs=0 bad=0 peak=0 longest=0
[ -x /usr/bin/time ] || { echo 'hostile: /usr/bin/time is not there; make deps-dev installs it' >&2; exit 2; }

# run FILE COMMAND...: a line of the table; the arguments of dgpm as they are told in it.
run() {
	local file=$1 status seconds mib mark='' size told
	shift
	told=${*//"$T/"/}
	told=${told#"-C ${file##*/} "}
	# shellcheck disable=SC2254 # a pattern
	case $file in $only) ;; *) return ;; esac
	timeout 120 /usr/bin/time -q -o "$T/time" -f '%U %S %M' "$B/dgpm" "$@" --lang=en >"$T/out" 2>"$T/err" </dev/null
	status=$?
	read -r seconds mib < <(tail -n 1 "$T/time" | awk '{ printf "%.2f %d\n", $1 + $2, $3 / 1024 }')
	if [ "$status" -gt 2 ] || ((mib > most_mib)) || awk "BEGIN { exit !($seconds > $most_seconds * $factor) }"; then
		mark=' <-- beyond'
		bad=$((bad + 1))
	fi
	size=$(du -b -s "$file" | awk '{ print $1 }')
	printf '%-22s %11d  %-34s %6d %7.2f s %5d MiB%s\n' "${file##*/}" "$size" "$told" "$status" "$seconds" "$mib" \
		"$mark"
	runs=$((runs + 1))
	((mib > peak)) && peak=$mib
	longest=$(printf '%s\n' "$longest" "$seconds" | sort -n | tail -n 1)
}
# each FILE -- COMMAND...: the portfolio or file through each command, given as one word.
each() {
	local file=$1 args
	shift
	for args; do
		# shellcheck disable=SC2086 # split on purpose
		if [ -d "$file" ]; then run "$file" -C "$file" $args; else run "$file" ${args//FILE/"$file"}; fi
	done
}
# within SECONDS MIB COMMAND...: what is known to take more.
within() {
	most_seconds=$1 most_mib=$2
	shift 2
	"$@"
	most_seconds=2 most_mib=256
}

head_of_card() {
	printf 'schema: dgpm/card@1\nid: 2021-MIC-%04d\nname: hostile\n' "$1"
	printf 'organization: MIC\nsector: national\nphase: planning\n'
}
tree() { # tree NAME: a portfolio of one good card and ledger
	D=$T/$1
	mkdir -p "$D"
	printf 'schema: dgpm/portfolio@1\nname: a\nreview: {fiscal_year: 2022, date: "2021-12-28"}\n' >"$D/dgpm.yaml"
	head_of_card 1 >"$D/good.yaml"
	echo 'fiscal_year,project_id,organization,account,expense,stage,amount_yen' >"$D/good.csv"
	echo '2021,2021-MIC-0001,MIC,general,operation,initial,100' >>"$D/good.csv"
}
times() { yes -- "$2" | head -n "$1"; }
cards=(validate list review 'report -f html' evaluate monitor classify overlap procedures 'fmt --check' 'export out')

printf '%-22s %11s  %-34s %6s %9s %9s\n' file bytes command status time peak

# Spreadsheets.
mkdir "$T/books"
HOSTILE_DIR=$T/books CK_FORK=no "$B/tests/unit/book/test_hostile" >/dev/null 2>&1
for book in "$T"/books/*; do
	each "$book" 'convert --list FILE' 'lint-sheet FILE' "convert -p simple-ledger FILE -o $T/out.csv --force"
done

# Schemas: each level asks the next twice over, or more; as a schema, and as a rule of a merge request.
fan() { # fan LEVELS: allOf of ten references a level
	local i
	printf '"$defs": {'
	for ((i = 0; i < $1; i++)); do
		printf '"d%d": {"allOf": [' "$i"
		yes "{\"\$ref\": \"#/\$defs/d$((i + 1))\"}" | head -n 10 | paste -sd,
		printf ']},'
	done
	printf '"d%d": {"type": "integer"}}' "$1"
}
mkdir "$T/schemas"
for levels in 6 7; do
	{ printf '{"$ref": "#/$defs/d0",'; fan $levels; printf '}'; } >"$T/schemas/fan-out-$levels.json"
	echo a: b >"$T/schemas/doc.yaml"
	each "$T/schemas/fan-out-$levels.json" "validate --schema FILE $T/schemas/doc.yaml"
done
pack() { # pack REQUIRE: a rule of the portfolio
	printf 'schema: dgpm/rules@1\nid: own\ntitle: {ja: a, en: a}\nstage: request\nrules:\n'
	printf '  - id: OWN-01\n    severity: error\n    title: {ja: a, en: a}\n    message: {ja: a, en: a}\n'
	printf '    remedy: {ja: a, en: a}\n    source: [{document: S1, section: "4-6"}]\n    at: name\n'
	printf '    require: %s\n' "$1"
}
tree rule-pack
pack "{\"\$ref\": \"#/\$defs/d0\", $(fan 7)}" >"$D/pack.yaml"
each "$D" 'review --stage=request' 'rules --test' validate 'rules OWN-01'
tree rule-pack-all
# Without a reference each step is its own: ten, a hundred ...
wide='{properties: {name: {type: integer}}}'
for _ in 1 2 3 4; do wide="{allOf: [$(times 10 "$wide" | paste -sd,)]}"; done
pack "$wide" >"$D/pack.yaml"
each "$D" 'review --stage=request' 'rules --test'
tree pattern
pack '{properties: {name: {pattern: "^(a+)+$"}}}' >"$D/pack.yaml"
head_of_card 2 | sed "s/^name: .*/name: $(times 4000 a | tr -d '\n')b/" >"$D/long.yaml"
each "$D" 'review --stage=request' 'rules --test'

# YAML.
tree alias-bomb
{
	head_of_card 2
	echo 'x0: &x0 [a, a, a, a, a, a, a, a, a]'
	for i in 1 2 3 4 5 6 7 8 9; do echo "x$i: &x$i [$(times 9 "*x$((i - 1))" | paste -sd,)]"; done
} >"$D/bomb.yaml"
each "$D" "${cards[@]}"
tree alias-bomb-settings
sed 1,6d "$T/alias-bomb/bomb.yaml" >>"$D/dgpm.yaml"
each "$D" validate review ledger
tree nesting
{ head_of_card 2; printf 'x: '; times 4000000 '[' | tr -d '\n'; } >"$D/deep.yaml"
each "$D" "${cards[@]}"
tree values
{ head_of_card 2; echo 'aliases:'; times 4000000 '- a'; } >"$D/many.yaml"
{ head_of_card 3; echo 'aliases:'; times 1000000 '- a'; } >"$D/fewer.yaml"
each "$D" "${cards[@]}"
tree keys
{ head_of_card 2; seq 400000 | sed 's/.*/k&: &/'; } >"$D/many.yaml"
each "$D" "${cards[@]}"
tree large-file
{ head_of_card 2; printf 'summary: '; times 8000000 abcdefg | tr '\n' ' '; echo; } >"$D/large.yaml"
each "$D" "${cards[@]}"
tree long-text
{ head_of_card 2; printf 'summary: '; times 2000000 abcdefg | tr '\n' ' '; echo; } >"$D/long.yaml"
each "$D" "${cards[@]}"
tree faults
{
	head_of_card 2
	echo 'indicators:'
	times 100000 '  - {idd: K, namee: 3, direction: up, targets: [{fiscal_year: x}]}'
} >"$D/faults.yaml"
each "$D" "${cards[@]}" 'validate -f json' 'validate -f sarif' 'validate --explain'
tree indicators
{
	head_of_card 2
	echo 'indicators:'
	times 50000 '  - {id: K, name: n, direction: at-least, targets: [{fiscal_year: 2024, value: 5}]}'
} >"$D/many.yaml"
each "$D" "${cards[@]}"

# Two states of a card whose many indicators have one ID and are all changed, so that each came or went as a whole; or
# are known by their names, so that each of their values did.
same_id() { # same_id NAME VALUE NUMBER
	tree "$1"
	{ head_of_card 1; echo 'indicators:'; seq "$3" | sed "s/.*/- {id: K, name: $2, direction: at-least, basis: &$4}/"; } \
		>"$D/good.yaml"
}
same_id same-id n 100000 a
same_id same-id-changed n 100000 b
each "$D" "diff $T/same-id $D" "diff --all $T/same-id $D" "diff -f csv $T/same-id $D" "diff -f json $T/same-id $D"
same_id same-id 'a&' 60000 a
same_id same-id-names 'b&' 60000 b
each "$D" "diff $T/same-id $D" "diff --all $T/same-id $D" "diff -f csv $T/same-id $D" "diff -f json $T/same-id $D"
# Two stages of one card, where many targets were lowered and no indicator says why.
tree lowered
{
	head_of_card 1
	printf 'reviews:\n- stage: pre-request\n  fiscal_year: 2022\n  date: "2021-07-01"\n  result: approved\n'
	printf '  snapshot:\n    indicators:\n'
	seq 9900 | sed 's/.*/    - {id: K&, name: n, direction: at-least, targets: [{fiscal_year: 2024, value: 6}]}/'
	echo 'indicators:'
	seq 9900 | sed 's/.*/- {id: K&, name: n, direction: at-least, targets: [{fiscal_year: 2024, value: 5}]}/'
} >"$D/good.yaml"
each "$D" 'diff --stage=pre-request,request -y 2022' 'record 2021-MIC-0001 -n -s request -r approved -y 2022 --reason=a'
# A result that is written onto a card as large as a card may be, and one of as many values.
tree huge-card
{ head_of_card 1; printf 'summary: '; times 2000000 abcdefg | tr '\n' ' '; echo; } >"$D/good.yaml"
each "$D" 'record 2021-MIC-0001 -n -s request -r approved -y 2022 --reason=a' 'record 2021-MIC-0001 --yes -s request -r approved -y 2022 --reason=a'
tree many-values
{ head_of_card 1; echo 'x-list:'; times 1000000 '- a'; } >"$D/good.yaml"
each "$D" 'record 2021-MIC-0001 -n -s request -r approved -y 2022 --reason=a' 'record 2021-MIC-0001 --yes -s request -r approved -y 2022 --reason=a'

# Cards that name each other.
tree own-parent
head_of_card 1 >"$D/good.yaml"
echo 'parent: 2021-MIC-0001' >>"$D/good.yaml"
echo 'related: [2021-MIC-0001]' >>"$D/good.yaml"
each "$D" "${cards[@]}"
tree circle
for i in $(seq 1 300); do
	printf -v next '2021-MIC-%04d' $((i % 300 + 1))
	{ head_of_card "$i"; printf 'parent: %s\nrelated: [%s]\n' "$next" "$next"; } >"$D/c$i.yaml"
done
rm "$D/good.yaml"
each "$D" "${cards[@]}"

# Other documents.
tree plan
{
	printf 'schema: dgpm/plan@1\ntitle: a\norganization: MIC\nmeasures:\n'
	times 100000 "  - {id: M, name: m, project_id: 2021-MIC-0001,
    years: [{fiscal_year: 2021, saving_yen: 9223372036854775807}]}"
} >"$D/plan.yaml"
each "$D" plan validate 'export out'
tree target
{
	printf 'schema: dgpm/target@1\nid: t\ntitle: {ja: a, en: a}\nsource: [{document: a, section: "1"}]\nscope: {}\n'
	printf 'expenses: [operation]\nbaseline: {fiscal_year: 2020}\ntarget: {fiscal_year: 2025, cut: "0.30"}\npath:\n'
	times 200000 '  - {fiscal_year: 2023, cut: "0.10"}'
} >"$D/target.yaml"
each "$D" track validate

# CSV.
tree one-row
head -n 1 "$D/good.csv" >"$D/row.csv"
truncate -s 1G "$D/row.csv"
# A gigabyte is read, and twice by what asks for sums and for references.
within 4 256 each "$D" validate
each "$D" ledger 'lint-sheet row.csv' 'convert --list row.csv'
tree quoted
{ cat "$D/good.csv"; printf '"'; times 20000000 abcdefg; } >"$D/quoted.csv"
each "$D" validate ledger 'lint-sheet quoted.csv' 'convert --list quoted.csv'
tree bad-rows
{ head -n 1 "$D/good.csv"; times 1000000 x,y,z; } >"$D/bad.csv"
each "$D" validate ledger 'validate -f sarif' 'lint-sheet bad.csv'
tree columns
{ cat "$D/good.csv"; times 4000000 , | tr -d '\n'; } >"$D/wide.csv"
each "$D" validate ledger 'lint-sheet wide.csv' 'convert --list wide.csv'

# As many groups as rows, in one table.
tree groups
{
	head -n 1 "$D/good.csv"
	seq 1000000 | awk '{ printf "2021,2021-MIC-%04d,MIC,special:a%d,operation,initial,100\n", $1 % 10000, $1 }'
} >"$D/many.csv"
# Each is kept, those of the second thread twice while both are put together; a million rows are written.
within 8 384 each "$D" 'ledger --by=account' 'ledger --by=account -f csv' 'ledger --by=project_id,account' \
	'ledger --by=account -f json'
# Findings that are known already: more than there are, and none of them right.
tree baseline
{
	printf '{"schema": "dgpm/baseline@3", "findings": ['
	seq 120000 | awk '{ printf "%s{\"fingerprint\": \"%032x\", \"rule\": \"PRE-01\", \"message\": \"a\"}", (NR > 1 ? ",\n" : ""), $1 }'
	echo ']}'
} >"$D/baseline.json"
each "$D" "review --baseline $D/baseline.json"

printf '%d runs, %d beyond their reach; longest %.2f s, peak %d MiB\n' "$runs" "$bad" "$longest" "$peak"
[ "$bad" -eq 0 ]
