# Tables of mdoc pages that do not fit 80 columns: man-db then breaks the last column into a tower. No cell is wider than
# the text that .Bl -column gives for its column, and all columns, four apart, fit the 73 that a page has for them.
# Bytes count: LC_ALL=C.

# Three bytes are two columns, save for the marks of U+2000 to U+2FFF, which are one.
function columns(text) {
	gsub(/\342[\200-\277][\200-\277]/, "x", text)
	gsub(/[\343-\357][\200-\277][\200-\277]/, "xx", text)
	gsub(/[\302-\337][\200-\277]/, "x", text)
	return length(text)
}

# A cell as it is shown: without macros, an option with its dash.
function shown(text) {
	gsub(/ Ns( |$)/, "\001", text)
	gsub(/(^| )Fl /, "&-", text)
	gsub(/(^| |\001)(Sy|Pa|Fl|No|Ic|Cm|Ar|Ql|Xr) /, " ", text)
	gsub(/ *\001 */, "", text)
	gsub(/^ +| +$/, "", text)
	gsub(/  +/, " ", text)
	gsub(/ ,/, ",", text)
	return text
}

/^\.Bl .*-column/ {
	n = split($0, part, "\"")
	total = count = 0
	for (i = 2; i <= n; i += 2) {
		width[++count] = columns(part[i])
		total += width[count] + (count > 1 ? 4 : 0)
	}
	if (total > 73) {
		print FILENAME ":" FNR ": a table of " total " columns: a page has 73"
	}
	table = 1
	next
}

/^\.El/ {
	table = 0
}

table && /^\.It / {
	n = split(substr($0, 5), part, " Ta ")
	for (i = 1; i <= n; i++) {
		if (columns(shown(part[i])) > width[i]) {
			print FILENAME ":" FNR ": a cell wider than its column: " shown(part[i])
		}
	}
}
