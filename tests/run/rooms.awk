# Holds includes against lib/ROOMS: awk -f rooms.awk lib/ROOMS lib/*/*.[ch] cmd/*.[ch]
# Silent when all is well. Else a line a fault: an include that runs up, one that reaches inside a room, a room that
# the list lacks or that is empty, one none of whose headers begins with what flows in, what comes out, which file drives
# and what a thread may touch, a circle of headers with the files in it. Circles of code are found by circles.awk.
FILENAME == ARGV[1] {
	if ($0 ~ /^[#~]/ || NF == 0) next
	room = $1; sub(/:$/, "", room); floor[room] = ++n
	for (i = 2; i <= NF; i++) face[room "/" $i] = 1
	next
}
FNR == 1 {
	split(FILENAME, p, "/"); here = p[1] == "cmd" ? "cmd" : p[2]; up = here == "cmd" ? n + 1 : floor[here]
	seen[here] = 1; there[p[2] "/" p[3]] = 1
	if (here != "cmd" && !(here in floor)) print FILENAME ": " here " is not in " ARGV[1]
	self = FILENAME; sub(/^lib\//, "", self)
}
FNR == 1 { told = "" }
FNR <= 20 && here != "cmd" && match($0, /^ \* (In|Out|Drives|Threads?):/) {
	told = told substr($0, 4, 1)
	if (told == "IODT") head[here] = 1
}
match($0, /^#[ \t]*include "[^"]+"/) {
	split($0, q, "\""); split(q[2], d, "/")
	next_of[self] = next_of[self] " " (q[2] ~ /\// ? q[2] : "cmd/" q[2])
	if (here != "cmd" && !(d[1] in floor)) printf "%s:%d: %s names no room\n", FILENAME, FNR, q[2]
	if (!(d[1] in floor) || d[1] == here) next
	if (floor[d[1]] > up) printf "%s:%d: %s stands above %s\n", FILENAME, FNR, d[1], here
	else if (!(q[2] in face)) printf "%s:%d: %s is inside %s\n", FILENAME, FNR, q[2], d[1]
}
# A depth-first walk that keeps its path: an edge back into the path is a circle, told once, from its first file on.
function walk(v, depth,    k, w, a, i, said) {
	state[v] = 1; path[depth] = v
	k = split(next_of[v], a, " ")
	for (i = 1; i <= k; i++) {
		w = a[i]
		if (state[w] == 1) {
			said = ""
			for (j = depth; j > 0 && path[j] != w; j--) said = " -> " path[j] said
			print "a circle of headers: " w said " -> " w
		} else if (!state[w]) walk(w, depth + 1)
	}
	state[v] = 2
}
END {
	for (room in floor) if (!(room in seen)) print ARGV[1] ": " room " has no files"
	for (room in floor) if (room in seen && !(room in head)) print ARGV[1] ": no header of " room " begins with In, Out, Drives, Thread"
	for (f in face) if (!(f in there)) print ARGV[1] ": " f " is missing"
	for (v in next_of) if (!state[v]) walk(v, 1)
}
