# gcov's text in, of the wanted sources the lines that were not run, and those with branches that nothing took:
#   FILE:LINE: not run | 0/4 2/4: TEXT
function tell() {
	if (left != "") printf "%s:%d: branches%s: %s\n", file, line, left, text
	left = ""
}
BEGIN { n = split(wanted, names, " "); for (i = 1; i <= n; i++) ours[names[i]] }
/^ +-: +0:Source:/ { tell(); file = substr($0, index($0, "Source:") + 7); next }
!(file in ours) { next }
/^branch / { if ($3 == "never" || $4 == 0) left = left (run ? " " $2 : ""); next }
match($0, /^ *[^: ]+: *[0-9]+:/) {
	tell()
	text = substr($0, RLENGTH + 1)
	split($0, part, ":")
	line = part[2] + 0
	gsub(/ /, "", part[1])
	run = part[1] ~ /^[0-9]/
	gsub(/^[ \t]+/, "", text)
	if (part[1] == "#####") printf "%s:%d: not run: %s\n", file, line, text
}
END { tell() }
