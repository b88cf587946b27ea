# gcov's text of all sources in, the table out: room by room in the order of lib/ROOMS, then the files with the most
# branches that nothing took. A header's code counts once, however many sources have it.
function room(file) { return file ~ /^cmd\// ? "cmd" : substr(file, 5, index(substr(file, 5), "/") - 1) }
function per_cent(part, whole) { return whole ? sprintf("%.1f", 100 * part / whole) : "-" }
function cells(kind, name) {
	return sprintf("  %6d %6s", total[kind, name], per_cent(hit[kind, name], total[kind, name]))
}
function row(name) { print sprintf("%-12s", name) cells("line", name) cells("branch", name) cells("function", name) }
# One thing that is counted; what several sources have is reached when one of them reached it.
function count(kind, key, taken,    f) {
	f = room(file)
	if (!((kind, file, key) in seen)) {
		total[kind, f]++; total[kind, "in all"]++; files[file]
		if (kind == "branch") branches[file]++
		seen[kind, file, key] = 0
	}
	if (taken && !seen[kind, file, key]) {
		hit[kind, f]++; hit[kind, "in all"]++
		if (kind == "branch") reached[file]++
		seen[kind, file, key] = 1
	}
}
FILENAME != "-" { if (match($0, /^[a-z]+:/)) rooms[++n] = substr($0, 1, RLENGTH - 1); next }
/^ +-: +0:Source:/ { file = substr($0, index($0, "Source:") + 7); ours = file ~ /^(lib|cmd)\//; next }
!ours { next }
/^function / { count("function", $2, $4 > 0); next }
/^branch / { if (!/\(throw\)/) count("branch", line "/" $2, $3 == "taken" && $4 > 0); next }
/^call / { next }
match($0, /^ *[^: ]+: *[0-9]+:/) {
	split($0, part, ":")
	line = part[2] + 0
	gsub(/ /, "", part[1])
	if (part[1] != "-" && line > 0) count("line", line, part[1] ~ /^[0-9]/ && part[1] + 0 > 0)
}
END {
	rooms[++n] = "cmd"; rooms[++n] = "in all"
	printf "%-12s  %6s %6s  %6s %6s  %6s %6s\n", "room", "lines", "%", "branch", "%", "funct", "%"
	for (i = 1; i <= n; i++) row(rooms[i])
	printf "\n%-44s %6s %6s %6s\n", "most branches that nothing took", "branch", "left", "%"
	for (most = 1; most <= 15; most++) {
		best = ""; left = 0
		for (f in files) {
			open = branches[f] - reached[f]
			if (!(f in shown) && open > 0 && (open > left || open == left && f < best)) { best = f; left = open }
		}
		if (best == "") break
		shown[best]
		printf "%-44s %6d %6d %6s\n", best, branches[best], left, per_cent(reached[best], branches[best])
	}
	print "\ncounted by gcov without optimization: each way a condition can go, each label of a switch, those to"
	print "what never returns (no memory) as well; a process that was killed, or may not write files, is not counted"
}
