# shellcheck shell=bash disable=SC2154 # root, T, both and the like come from run.sh
# Every JSON document that dgpm prints is held against its schema of schemas/output, in which no key may be missing:
# those of the golden cases, and those of each report over both example portfolios. Sourced by tests/run.sh.

# The documents in golden outputs, one a file: DIR/REPORT/CASE-LINE.json
golden_documents() {
	awk -v dir="$1" '
		function depth(line) {
			gsub(/"([^"\\]|\\.)*"/, "", line)
			return gsub(/[[{]/, "", line) - gsub(/[]}]/, "", line)
		}
		# One of which the case shows a part only is none.
		FNR == 1 && open { close(file); system("rm " file); open = 0 }
		!open && match($0, /^\{"schema": "dgpm\/[a-z-]*@/) {
			report = substr($0, 18, RLENGTH - 18)
			n = split(FILENAME, part, "/")
			file = dir "/" report "/" part[n - 1] "-" FNR ".json"
			if (!(report in made)) { system("mkdir -p " dir "/" report); made[report] = 1 }
			open = 1
			level = 0
		}
		open {
			print >file
			level += depth($0)
			if (level <= 0) { open = 0; close(file) }
		}
		END { if (open) system("rm " file) }' tests/cli/*/want.out
}

# Each report over an example portfolio.
example_documents() {
	local dir=$1 portfolio id line n=0 name
	for portfolio in sample japan-it; do
		id=$(dgpm list -q -f csv -C examples/$portfolio | sed -n '4s/,.*//p')
		while read -r line; do
			n=$((n + 1))
			# shellcheck disable=SC2086 # words wanted
			dgpm $line -q -f json -C examples/$portfolio >"$dir/document" 2>/dev/null
			name=$(sed -n '1s|^{"schema": "dgpm/\([a-z-]*\)@.*|\1|p' "$dir/document")
			[ -n "$name" ] || { echo "no document with its schema: dgpm $line -f json -C examples/$portfolio"; continue; }
			mkdir -p "$dir/$name"
			mv "$dir/document" "$dir/$name/$portfolio-$n.json"
		done <<-END
			list
			fmt --check
			list --waivers
			show $id
			validate
			review --stage pre-request --date 2022-06-30
			review --stage pre-request --date 2022-06-30 --all --lang ja
			review --stage execution --date 2022-06-30
			review --date 2022-06-30 --max-findings 3
			review --date 2022-06-30 --until 2023-05-31
			review --date 2022-06-30 --summary
			review --date 2022-06-30 --digest
			review --date 2022-06-30 $id
			record $id -s pre-request -r conditional --finding 根拠を示す --date 2022-06-30 -n
			rules
			rules --facts
			rules --coverage --date 2022-06-30
			rules --test
			classify
			consolidate
			overlap
			monitor
			ledger
			ledger --long
			ledger --totals --by organization,class
			ledger --by organization --across fiscal_year
			ledger --by project_id,expense,account,stage
			ledger --by name,class,sector,phase,item
			evaluate
			evaluate --by organization,project,year,kind
			evaluate --by fiscal_year
			evaluate --kpi
			evaluate --transitions 2019,2021
			plan
			plan --summary
			procedures
			track
			track --by organization
			track --detail
			track --what-if 30%
			diff -y 2020,2021
			diff --stage pre-request,request -y 2022
			trace
			schema
			doctor
			convert --profiles
		END
	done
}

# The schema of a report, as dgpm prints it, in which every key must be named.
strict_schema() {
	dgpm schema "$1" | awk '!open { sub(/"properties": \{/, "\"additionalProperties\": false, &") }
		{ open = /"additionalProperties": \{/; print }'
}

json_outputs() {
	local dir=$T/outputs report
	mkdir -p "$dir"
	golden_documents "$dir"
	example_documents "$dir"
	for report in "$dir"/*/; do
		report=$(basename "$report")
		if [ -f "schemas/output/$report.schema.json" ]; then
			strict_schema "$report" >"$dir/$report.schema.json"
		else
			dgpm schema "$report" >"$dir/$report.schema.json" || continue
		fi
		dgpm validate --lang en -q --schema "$dir/$report.schema.json" "$dir/$report"/*.json 2>&1 |
			sed "s|^.*/[^/]*\.json:[0-9:]* |$report: |; s|unknown key.*|& (it goes into schemas/output/$report.schema.json)|" |
			sort -u
	done
	for report in schemas/output/*.schema.json; do
		report=$(basename "$report" .schema.json)
		[ -d "$dir/$report" ] || case $report in
		# needs spreadsheets
		conversion-cells) ;;
		*) echo "no test prints dgpm/$report@1" ;;
		esac
	done
}

# The check itself: a key that no schema names is told.
json_outputs_checked() {
	local said
	strict_schema facts-report >"$T/facts.schema.json"
	dgpm rules --facts -q -f json | sed '2s/"fact":/"fcat":/' >"$T/facts.json"
	said=$(dgpm validate --lang en -q --schema "$T/facts.schema.json" "$T/facts.json" 2>&1)
	[[ $said == *fcat* ]] || echo "a key that no schema names is passed over: $said"
}
