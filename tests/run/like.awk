# like.awk WANT GOT: status 0 when the lines are the same, "…" alone on a line of WANT standing for any lines.

FILENAME == ARGV[1] {
	want[++wants] = $0
	next
}

{
	got[++gots] = $0
}

END {
	w = g = 1
	star = 0
	while (g <= gots) {
		if (w <= wants && want[w] == "…") {
			star = w++
			mark = g
		} else if (w <= wants && want[w] == got[g]) {
			w++
			g++
		} else if (star) {
			w = star + 1
			g = ++mark
		} else {
			exit 1
		}
	}
	while (w <= wants && want[w] == "…")
		w++
	exit w <= wants
}
