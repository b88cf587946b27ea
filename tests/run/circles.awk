# Finds circles of code: nm -A build/lib/*/*.o | awk -f circles.awk lib/ROOMS -
# Who uses a symbol depends on the file that defines it; there is no other way from file to file in C. Silent when no
# file depends on itself by way of others; else the files of each knot, and the symbols that tie them.
# A line "~ room/a room/b ..." of ROOMS allows one knot: its files count as one.
FILENAME == ARGV[1] {
	if ($1 == "~") for (i = 2; i <= NF; i++) { one[$i] = $2; named[$i] = 1 }
	next
}
{
	split($1, p, ":"); file = p[1]; sub(/^.*lib\//, "", file); sub(/\.o$/, "", file)
	present[file] = 1
	if (file in one) file = one[file]
	if ($(NF - 1) ~ /^[TDBRC]$/) home[$NF] = file
	else if ($(NF - 1) == "U") uses[++n] = file SUBSEP $NF
}
END {
	if (n == 0) { print "no symbols: is the library built?"; exit }
	for (f in named) if (!(f in present)) print ARGV[1] ": " f " is not there"
	for (i = 1; i <= n; i++) {
		split(uses[i], u, SUBSEP)
		if (!(u[2] in home) || home[u[2]] == u[1]) continue
		from = u[1]; to = home[u[2]]
		if (!((from, to) in tie)) { alive[from] = alive[to] = 1 }
		tie[from, to] = tie[from, to] " " u[2]
	}
	# What uses nothing that is left, or is used by nothing that is left, is in no circle.
	do {
		gone = 0
		for (f in alive) out[f] = into[f] = 0
		for (e in tie) { split(e, u, SUBSEP); if (u[1] in alive && u[2] in alive) { out[u[1]]++; into[u[2]]++ } }
		for (f in alive) if (out[f] == 0 || into[f] == 0) { delete alive[f]; gone = 1 }
	} while (gone)
	for (e in tie) {
		split(e, u, SUBSEP)
		if (u[1] in alive && u[2] in alive) print "in a circle: " u[1] " -> " u[2] ":" tie[e] | "sort"
	}
}
