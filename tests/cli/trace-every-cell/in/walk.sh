# walk NAME PORTFOLIO COMMAND...: every cell of a report, held against what its address leads to; then every address
# that this names, held against the figure that stands beside it there.
fields='
function fields(line, f,    n, i, c, in_quotes) {
	split("", f); n = 1; f[1] = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"" && in_quotes && substr(line, i + 1, 1) == "\"") { f[n] = f[n] c; i++ }
		else if (c == "\"") in_quotes = !in_quotes
		else if (c == "," && !in_quotes) f[++n] = ""
		else f[n] = f[n] c
	}
	return n
}
function near(a, b, by) { return a - b <= by && b - a <= by }
'

# Addresses of all cells with what stands in them, from CSV; the last column is the address of the row. `level` says what
# the row is, as the address does, and what rows of sums leave out is not compared; with --across the columns are values.
cells() {
	awk "$fields"'
	NR == 1 { n = fields($0, name); next }
	{ m = fields($0, f); for (i = 1; i < n; i++) if (!(name[1] == "level" && f[1] != "group" && name[i] ~ /projects|in_progress|same/) && name[i] !~ /^level$/ && (name[n] != "address" || name[i] ~ /^[0-9]+$/)) print f[m] "/" name[i] "\t" f[i] }'
}

# What trace says of them, a line an operand: held against it.
hold() {
	awk -v told="$2" "$fields"'
	BEGIN { FS = "\t" }
	FILENAME == ARGV[1] { want[$1] = $2; order[++n_cells] = $1; next }
	FNR == 1 { next }
	{
		fields($0, f)
		if (f[1] == "figure") next
		seen[f[1]] = 1; kind[f[1]] = f[2]; value[f[1]] = f[3]; formula[f[1]] = f[4]
		if (f[5] == "") next
		n_of[f[1]]++
		if (f[2] == "sum") sum[f[1]] += f[7]
		if (f[6] == "" && f[8] == "") nowhere[f[1]] = f[5]
		if (f[6] !~ /^row:/ && f[6] != "") print f[6] "\t" f[7] >told
	}
	END {
		for (i = 1; i <= n_cells; i++) {
			a = order[i]; n++
			if (!(a in seen)) { print a ": nothing is told"; continue }
			if (value[a] "" != want[a] "" && !(a ~ /\/share$/ && near(value[a], want[a], 0.001)))
				print a ": " want[a] " in the report, " value[a] " traced"
			else if (a in nowhere) print a ": " nowhere[a] " has neither address nor place"
			else if (kind[a] == "sum" && want[a] == "") empty++
			else if (kind[a] == "sum") { if (sum[a] == want[a]) sums++; else print a ": " want[a] ", but its rows add up to " sum[a] }
			else if (want[a] != "" && kind[a] != "key" && formula[a] == "" && !n_of[a]) print a ": of nothing"
			else if (want[a] == "") empty++
			else if (kind[a] == "formula") formulas++
			else others++
		}
		printf "%d cells: %d sums that equal, %d formulas, %d counts, keys and what is given, %d without a value\n", n, sums, formulas, others, empty
	}' "$1" "$3"
}

walk() {
	local name=$1 portfolio=$2
	shift 2
	: >operands
	dgpm "$@" -q -f csv -C "$portfolio" 2>/dev/null | cells >cells
	# The rows too: they list what JSON alone has.
	{ cut -f 1 cells; cut -f 1 cells | sed 's|/[^/]*$||' | sort -u; } | tr '\n' '\0' |
		xargs -0 -n 1000 dgpm trace -q -f csv -C "$portfolio" 2>&1 >traced | grep -v TRC-03
	printf '%s, %s: ' "$name" "$*"
	hold cells operands traced
	# What is named there is traced in its turn.
	sort -u operands >named
	[ -s named ] || return 0
	cut -f 1 named | tr '\n' '\0' | xargs -0 -n 1000 dgpm trace -q -f csv -C "$portfolio" 2>&1 >traced | grep -v TRC-03
	printf '  their operands: '
	hold named /dev/null traced
}
