# shellcheck shell=bash disable=SC2154 # root, res, log and the like come from run.sh
# Nothing of a file reaches a terminal raw: the example portfolio with what steers a terminal in its texts, through
# every command and format. Sourced by tests/run.sh.

# What must not come out: controls but the end of a line, C1, what turns the direction of text, a mark of byte order.
raw='[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf'
# ESC, CSI of eight bits, RLO, LRI, RLM, ALM, BEL, BS: in quotes of YAML, and as they are.
in_yaml='\\u001b[31m\\u009b31m\\u202e\\u2066\\u200f\\u061c\\u0007\\b'
as_bytes=$'\e[31m\xc2\x9b31m\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c'

# hostile_tree DIR KEYS: the example with the texts of these keys hostile; in `.*` those of every key.
hostile_tree() {
	local f
	mkdir "$1" && cp -R "$root"/examples/sample/. "$root"/examples/japan-it/evaluations "$1" || return
	while IFS= read -r f; do
		sed -i -E "s/^([ -]*($2): *)\"?([^\"#|>{\\[&]*[^\"#|>{\\[& ])\"?\$/\\1\"\\3$in_yaml\"/" "$f"
	done < <(find "$1"/cards "$1"/plans "$1"/targets "$1"/drafts "$1"/evaluations -name '*.yaml')
	# What a file is, and whose: else nothing of it is read.
	find "$1" -name '*.yaml' -exec sed -i -E '/^(schema|id):/s/\\u.*\\b//' {} +
	mv "$1/cards/smp/2021-SMP-0001.yaml" "$1/cards/smp/$as_bytes"$'\a\xff.yaml'
	printf 'id: "2021-SMP-0001%s"\nname: [\n' "$in_yaml" >"$1/cards/smp/broken$as_bytes.yaml"
	printf 'name: \xff\xfe\n' >"$1/cards/smp/latin$as_bytes.yaml"
	printf 'fiscal_year,project_id,organization%s\n2021,%s\xff,SMP\n' "$as_bytes" "$as_bytes" >"$1/ledgers/odd$as_bytes.csv"
	sed "2,\$s/^\\([^,]*,[^,]*,\\)[^,]*/\\1$as_bytes/" "$1/ledgers/2021.csv" >"$1/ledgers/2021$as_bytes.csv"
	mkdir "$1/rules$as_bytes"
	sed -E "s/^( *(- )?(title|remedy|source|ja|en): ).*/\\1\"$in_yaml\"/; s/(RQ|PRE|EX)-/OWN-/" \
		"$root/schemas/rules/request.yaml" >"$1/rules$as_bytes/own.yaml"
}

# told WHAT COMMAND...: run, and look at all that comes out.
told() {
	local what=$1 out=$T/hostile.out bad
	shift
	hostile_runs=$((hostile_runs + 1))
	"$@" >"$out" 2>&1 </dev/null
	[ $? -le 2 ] || echo "$what: status beyond 2"
	bad=$(LC_ALL=C grep -aPn -m 2 "$raw" "$out" | LC_ALL=C cat -v | cut -c 1-200)
	[ -z "$bad" ] || printf '%s: raw: %s\n' "$what" "$bad"
	iconv -f UTF-8 -t UTF-8 "$out" >/dev/null 2>&1 || echo "$what: not UTF-8"
}

# Every command with the arguments that let it tell most: those that report findings, tables, and words quoted back.
hostile_findings=(validate 'validate cards' 'review --stage=request' 'review --stage=execution' 'review --stage=pre-request'
	evaluate plan procedures report 'report --no-sheets' track "lint-sheet $as_bytes.csv")
hostile_tables=(classify consolidate overlap 'overlap --all' monitor 'ledger --long' 'ledger --by=project'
	'ledger --by=project_id,organization' 'ledger --by=account' list 'show 2021-SMP-0002' 'show 2020-SMP-0001' rules
	'rules RQ-01' 'rules OWN-01' 'trace --where=project_id=2021-SMP-0002' 'convert --list' "convert --list $as_bytes.csv")
# Those of the other commands, and tables as they are pasted into tickets.
hostile_others=('evaluate --kpi' 'evaluate --by=project' 'evaluate --figures' 'diff --all ../plain .'
	'diff --findings ../plain .' 'diff -y 2020,2021' 'diff --stage=pre-request,request' 'plan --summary'
	'trace ledger:2021/SMP/executed_yen' 'trace row:ledgers/2021.csv:3' 'trace review:2022/request/return'
	'procedures --by=system' 'track --by=project --detail' 'show 2021-SMP-0001')
hostile_changes=('fmt --check' 'fmt --check -f json' 'fmt cards/smp/2021-SMP-0003.yaml' 'export tables' doctor
	'schema card' 'rules --test' 'diff -f html ../plain .' 'evaluate -f html'
	"record 2021-SMP-0002 -n -s request -r approved --reason=$as_bytes --finding=$as_bytes"
	"record 2021-SMP-0003 --yes -s pre-request -r rejected --reason=$as_bytes")
hostile_words=("show $as_bytes" "rules $as_bytes" "list --match=$as_bytes" "list --where=name~$as_bytes"
	"ledger --by=$as_bytes" "--$as_bytes" "$as_bytes" "validate $as_bytes" "monitor --sort=$as_bytes"
	"convert -p it-dashboard-budget $as_bytes.csv" "convert -p $as_bytes a.csv" "new $as_bytes $as_bytes"
	"trace ledger:2021/$as_bytes/total_yen" "trace review:2022/$as_bytes/return" "trace $as_bytes:a" "diff $as_bytes ."
	"export $as_bytes/a/b" "record $as_bytes -s request -r approved" "record 2021-SMP-0002 -s $as_bytes"
	"schema $as_bytes" "fmt $as_bytes" "procedures --profile=$as_bytes a.csv" "evaluate --profile=$as_bytes a.csv" "track -t $as_bytes"
	"track --scenario=$as_bytes=stop" "plan --date=$as_bytes" "report --project=$as_bytes" "init $as_bytes/a/b")

# each NAME FORMAT... -- COMMAND...: all of them under one another.
each() {
	local name=$1 args format formats=()
	shift
	while [ "$1" != -- ]; do formats+=("$1"); shift; done
	shift
	for format in "${formats[@]}"; do
		for args; do
			# shellcheck disable=SC2086 # split on purpose
			told "$name $args -f $format" dgpm $args -f $format
		done
	done
}

# Those that write or take no format. What is exported is exact, and UTF-8 all the same.
hostile_apart() {
	local args f
	for args in "${hostile_changes[@]}"; do
		# shellcheck disable=SC2086 # split on purpose
		told "$1 $args" dgpm $args
	done
	for f in tables/*.csv tables/*.json; do
		iconv -f UTF-8 -t UTF-8 "$f" >/dev/null 2>&1 || echo "$1 export: $f: not UTF-8"
	done
}

hostile_commands() {
	local text=('text --explain' 'text --fold=always --width=80')
	each "$1" 'text --lang=ja' "${text[@]}" json sarif junit github gitlab html markdown -- "${hostile_findings[@]}"
	each "$1" "${text[@]}" json -- "${hostile_tables[@]}"
	each "$1" "${text[@]}" json markdown -- "${hostile_others[@]}"
	each "$1" text -- "${hostile_words[@]}"
	hostile_apart "$1"
}

# What goes to a terminal is guarded, CSV too; there the terminal puts a CR before each end of a line.
hostile_terminal() {
	local args
	command -v script >/dev/null || return 0
	for args in 'list -f csv' 'monitor -f csv --excel' 'ledger --long' 'show 2021-SMP-0002' 'validate -f csv'; do
		script -qec "dgpm $args --color=never" /dev/null </dev/null 2>&1 | sed '1s/^\xef\xbb\xbf//; s/\r*$//' >"$T/hostile.tty"
		told "$1 terminal $args" cat "$T/hostile.tty"
	done
}

hostile_all() {
	local tree
	cd "$T" || return
	hostile_tree "$T/names" 'name|title|section|note|reason|summary|text|effects?|description|comment|basis|purpose|term|kind_text'
	hostile_tree "$T/every" '[a-z_-]+'
	cp -R "$root"/examples/sample "$T/plain" || return
	for tree in names every; do
		cd "$T/$tree" || return
		printf '%s,%s\n1,2\n' "$as_bytes" "$as_bytes" >"$as_bytes.csv"
		hostile_commands $tree
		hostile_terminal $tree
	done
	cd "$root" || return
	[ "$hostile_runs" -ge 520 ] || echo "only $hostile_runs runs"
}

run_hostile() {
	hostile_runs=0
	check 'nothing of a file reaches a terminal raw' hostile_all
}
