# A page and its translation: the same headings, heads of lists, options and other names, the same examples; what an
# example prints may be in the other language.
#   LC_ALL=C awk -f tests/run/pages.awk PAGE TRANSLATED

function head_of(line, n, i, word, macro, said) {
	n = split(line, word, " ")
	macro = said = ""
	for (i = 1; i <= n; i++) {
		if (word[i] ~ /^(Fl|Cm|Ic|Ev|Pa|Ar|Ns|Op|Sy|No|Ta)$/) {
			macro = word[i]
		}
		if (macro ~ /^(Fl|Ic|Cm|Ev|Pa|Ar)$/ && word[i] !~ /^[,.;:]$/) {
			said = said (said == "" ? "" : " ") word[i]
		}
	}
	return said
}

# The names in a line of macros, one each.
function names_in(line, n, i, word, macro) {
	n = split(line, word, " ")
	macro = ""
	for (i = 1; i <= n; i++) {
		if (word[i] ~ /^[.]?[A-Z][a-z]$/ || word[i] == "\\*n") {
			macro = word[i]
			sub(/^[.]/, "", macro)
		} else if (macro ~ /^(Fl|Ic|Cm|Ev|Xr|Pa)$/ && word[i] ~ /[A-Za-z0-9]/) {
			name[file, macro " " word[i]] = 1
			if (!(macro " " word[i] in known)) {
				known[macro " " word[i]] = 1
				names[++name_count] = macro " " word[i]
			}
		}
	}
}

FNR == 1 {
	path[++file] = FILENAME
	literal = 0
}

/^\.Dl / {
	example[file, ++examples[file]] = $0
	next
}

literal && $0 == ".Ed" {
	literal = 0
	for (i = 1; i <= lines; i++) {
		if (!told || line[i] ~ /^\$ / || i > 1 && line[i - 1] ~ /\\e$/) {
			example[file, ++examples[file]] = line[i]
		} else if (match(line[i], /: (fatal|error|warning|note): [A-Z]+-[0-9]+: /)) {
			example[file, ++examples[file]] = substr(line[i], 1, RSTART + RLENGTH - 1)
		}
	}
	next
}

literal {
	line[++lines] = $0
	told = told || /^\$ / || /: (fatal|error|warning|note): /
	next
}

/^\.Bd / {
	literal = 1
	lines = told = 0
}

# NAME stands twice in a translated page: the second is for mandoc.
/^\.ds doc-section-name/ {
	twice = 1
}

/^\.S[hs] / && !(file == 2 && twice && $0 == ".Sh NAME") {
	heading[file, ++headings[file]] = substr($1, 2)
	title[file, headings[file]] = $0
}

/^\.ie d doc-section-name \.Sh / {
	heading[file, ++headings[file]] = "Sh"
	title[file, headings[file]] = $0
}

/^\.It / && head_of($0) != "" {
	head[file, ++heads[file]] = head_of($0)
	has[file, head_of($0)]++
}

/^\.[A-Z]/ {
	names_in($0)
}

END {
	if (file != 2) {
		print "a page and its translation are wanted"
		exit
	}
	for (i = 1; i <= headings[1] || i <= headings[2]; i++) {
		if (heading[1, i] != heading[2, i]) {
			print path[2] ": " (i > headings[2] ? "nothing" : heading[2, i]) " in place of " \
				(i > headings[1] ? "nothing" : substr(title[1, i], 2))
			break
		}
	}
	for (i = 1; i <= heads[1]; i++) {
		if (has[2, head[1, i]] < has[1, head[1, i]]) {
			print path[2] ": lacks the head " head[1, i]
			has[2, head[1, i]] = has[1, head[1, i]]
		}
	}
	for (i = 1; i <= heads[2]; i++) {
		if (has[1, head[2, i]] < has[2, head[2, i]]) {
			print path[2] ": has the head " head[2, i] ", " path[1] " has not"
			has[1, head[2, i]] = has[2, head[2, i]]
		}
	}
	for (i = 1; i <= name_count; i++) {
		if (((1, names[i]) in name) != ((2, names[i]) in name)) {
			print path[2] ": " (((1, names[i]) in name) ? "lacks " names[i] : "has " names[i] ", " path[1] " has not")
		}
	}
	for (i = 1; i <= examples[1] || i <= examples[2]; i++) {
		if (example[1, i] != example[2, i]) {
			print path[2] ": another example in place of: " example[1, i]
			break
		}
	}
}
