# The manual in another language: pages are made of the English ones and of a catalogue, man/LANG.po.
#   LC_ALL=C awk -v mode=pot -f man/translate.awk man/*.[157]                 every text, for the catalogue
#   LC_ALL=C awk -v mode=page -v po=man/ja.po -f man/translate.awk PAGE       PAGE in the language, on standard output
#   LC_ALL=C awk -v mode=check -v po=man/ja.po -f man/translate.awk PAGE...   translations that are wrong
#   LC_ALL=C awk -v mode=told -v po=man/ja.po -f man/translate.awk PAGE...    how much of each page is still English
# A paragraph is one text: its lines joined, its macros in angle brackets, as in 'see <Xr dgpm 1>.'. Titles, heads of
# lists with words and rows of tables are texts too, and so are examples of what dgpm prints, whose commands are the
# same in all languages; all else is taken as it is. A text that the catalogue lacks, or marks as fuzzy, stays English.
# Bytes count, not characters: set LC_ALL=C.

# ---- the catalogue

function unquoted(s) {
	sub(/^[^"]*"/, "", s)
	sub(/"[ \t]*$/, "", s)
	gsub(/\\\\/, "\001", s)
	gsub(/\\"/, "\"", s)
	gsub(/\\n/, "\n", s)
	gsub(/\\t/, "\t", s)
	gsub(/\001/, "\\", s)
	return s
}

function quoted(s) {
	gsub(/[\\"]/, "\\\\&", s)
	gsub(/\n/, "\\n", s)
	gsub(/\t/, "\\t", s)
	return "\"" s "\""
}

function keep_entry() {
	if (id != "" && str != "" && !fuzzy) {
		translation[id] = str
	}
	id = str = ""
	fuzzy = 0
	part = ""
}

function read_catalogue(line, got) {
	while ((got = (getline line < po)) > 0) {
		if (line ~ /^#,.*fuzzy/) {
			fuzzy = 1
		} else if (line ~ /^msgid /) {
			part = "id"
			id = unquoted(line)
		} else if (line ~ /^msgstr /) {
			part = "str"
			str = unquoted(line)
		} else if (line ~ /^"/ && part == "id") {
			id = id unquoted(line)
		} else if (line ~ /^"/) {
			str = str unquoted(line)
		} else if (line == "") {
			keep_entry()
		}
	}
	keep_entry()
	if (got < 0) {
		complain(po ": cannot be read")
	}
}

function complain(text) {
	print text > "/dev/stderr"
	failed = 1
}

# ---- mdoc to text

function is_delimiter(word) {
	return length(word) == 1 && index("[].,:;()?!", word) > 0
}

# The words of a macro line; a word in quotes is one, and keeps them.
function words_of(line, word, n) {
	n = 0
	split("", word)
	while (line != "") {
		sub(/^[ \t]+/, "", line)
		if (line == "") {
			break
		}
		if (!match(line, /^"([^"]|"")*"/)) {
			match(line, /^[^ \t]+/)
		}
		word[++n] = substr(line, 1, RLENGTH)
		line = substr(line, RLENGTH + 1)
	}
	return n
}

# ".Fl o ," as "<Fl o>,".
function inline(line, n, i, rest, tail, word) {
	line = substr(line, 2)
	gsub(/</, "\\*(Lt", line)
	gsub(/>/, "\\*(Gt", line)
	n = words_of(line, word)
	tail = ""
	while (n > 1 && word[n] ~ /^[].,:;)?!]$/) {
		tail = word[n--] tail
	}
	rest = word[1]
	for (i = 2; i <= n; i++) {
		rest = rest " " word[i]
	}
	return "<" rest ">" tail
}

function is_macro(word) {
	return word in callable
}

# Whether a head or a row has words of its own, beside what its macros name.
function has_words(line, n, i, word, plain) {
	n = words_of(line, word)
	plain = 1
	for (i = 1; i <= n; i++) {
		if (is_macro(word[i])) {
			plain = callable[word[i]] == "text" && word[i] !~ /^(Ns|So|Do)$/
		} else if (plain && word[i] ~ /[a-z][a-z]/) {
			return 1
		}
	}
	return 0
}

# A paragraph has words if something is left of it without its macros.
function para_has_words(text) {
	if (text ~ /<(Dq|Sq|Pq|Em|Sy|No|Pf) [^>]*[a-z][a-z]/) {
		return 1
	}
	gsub(/<[A-Z][a-z][^>]*>/, "", text)
	return text ~ /[A-Za-z]/
}

# ---- text to mdoc

# Where a line may break: Japanese has no spaces, and neither groff without its Japanese setup nor mandoc breaks between
# two of its characters. \: is such a place for groff; mandoc has none, so there \*b is a space, used behind 、 and 。
# and where there would be too much without one.
function class(c, b) {
	if (c ~ /^[\001-\177]$/) {
		return "a"
	}
	if (index("。、，．！？：；", c)) {
		return "p"
	}
	if (index("）」』】〕》〉・ー々…～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ％円", c)) {
		return "c"
	}
	if (index("（「『【〔《〈", c)) {
		return "o"
	}
	if (c >= "\343\201\201" && c <= "\343\202\237") {
		return "h"
	}
	return "k"
}

function broken(text, n, i, c, at, from, to, out, b) {
	out = ""
	from = ""
	n = length(text)
	for (i = 1; i <= n; i += length(c)) {
		b = substr(text, i, 1)
		c = b < "\200" ? b : substr(text, i, b < "\340" ? 2 : b < "\360" ? 3 : 4)
		to = class(c)
		at = ""
		if (from == "p" && to != "p" && to != "c" && c != " ") {
			at = "\\*b"
		} else if (from == "h" && !bound && (to == "k" || to == "o") || from == "c" && to == "o" ||
			from == "h" && to == "a" && c ~ /[A-Za-z0-9]/ || from == "k" && to == "o") {
			at = run >= 30 && run + ahead(substr(text, i)) > 58 ? "\\*b" : "\\:"
		}
		if (at == "\\*b" || c == " ") {
			run = 0
		}
		out = out at c
		run += to == "a" ? 1 : 2
		from = to
		# What ends so is often the first half of a word, as in 取り扱い or 進め方.
		bound = index("りみきしめけえちびぎね", c) > 0
	}
	last_class = from
	return out
}

# The columns to the next place where mandoc breaks a line anyhow.
function ahead(text) {
	if (match(text, / |、|。/)) {
		text = substr(text, 1, RSTART - 1)
	}
	return int(length(text) * 2 / 3)
}

# A heading that a text names by <Sx TITLE> is called as the heading is.
function heading_named(content, title) {
	title = substr(content, 4)
	gsub(/^"|"$/, "", title)
	return "Sx " (title in translation ? translation[title] : title)
}

# What stands in quotes by a macro that closes them at the end of its line, as macros that open and close them.
function closed(content) {
	if (content ~ /^[QS][lq] /) {
		return "So " substr(content, 4) " Sc"
	}
	if (content ~ /^Dq /) {
		return "Do " substr(content, 4) " Dc"
	}
	return content
}

# The lines of a translated paragraph. What touches a macro without a space stands on its line, behind Ns: where a line
# may break behind it, that is \*n, which is Ns for groff and nothing for mandoc, whose only break is a space.
function print_text(text, line, token, chunk) {
	run = 0
	line = "."
	while (text != "") {
		if (text !~ /^<[A-Z%][A-Za-z][^>]*>/) {
			chunk = text
			if (match(text, /<[A-Z%][A-Za-z][^>]*>/)) {
				chunk = substr(text, 1, RSTART - 1)
			}
			text = substr(text, length(chunk) + 1)
			print_words(chunk, text != "" && chunk !~ / $/)
			continue
		}
		match(text, />/)
		token = substr(text, 2, RSTART - 2)
		text = substr(text, RSTART + 1)
		run += length(token)
		if (token ~ /^Sx /) {
			token = heading_named(token)
		}
		if (text == "" || text ~ /^ /) {
			line = line token
		} else if (text ~ /^</) {
			line = line closed(token) " Ns "
			continue
		} else {
			match(text, /^[^ <]+/)
			chunk = substr(text, 1, RLENGTH)
			text = substr(text, RLENGTH + 1)
			if (is_delimiter(chunk)) {
				line = line token " " chunk
			} else {
				line = line closed(token) " Ns " broken(chunk)
			}
			if (text ~ /^</) {
				line = line (last_class == "p" ? "\\: \\*n " : " Ns ")
				continue
			}
		}
		print line
		line = "."
		run = 0
		sub(/^ +/, "", text)
	}
}

# The end of a line that the next one follows without a space, though perhaps on another line of the page.
function held() {
	return (last_class == "p" ? "\\*b" : "") "\\c"
}

function print_words(chunk, glued) {
	gsub(/^ +| +$/, "", chunk)
	if (chunk == "") {
		return
	}
	chunk = broken(chunk)
	if (chunk ~ /^[.\047]/) {
		chunk = "\\&" chunk
	}
	print chunk (glued ? held() : "")
	if (!glued) {
		run = 0
	}
}

# What groff's mdoc has to know of the language. Where its strings are not there, as in mandoc, NAME and SYNOPSIS keep
# their names, by which these are set.
function print_setup() {
	print ".ad l"
	print ".nh"
}

function print_name_head() {
	print ".ie d doc-section-name \\{\\"
	print ".ds doc-section-name " translation["NAME"]
	print ".ds doc-section-synopsis " translation["SYNOPSIS"]
	print ".ds b \\:"
	print ".ds n Ns"
	print ".Sh " translation["NAME"]
	print ".\\}"
	print ".el \\{\\"
	print ".ds b \" "
	print ".ds n"
	print ".Sh NAME"
	print ".\\}"
}

# ---- what a page is made of

# One text in one line: a title, a head, a row. BEFORE is its macro.
function unit(before, text) {
	if (mode == "pot") {
		entry(text, before)
	} else if (mode == "check" || mode == "told") {
		judge(text)
	} else if (before == ".Sh" && text == "NAME" && (text in translation)) {
		print_name_head()
	} else if (before == ".Sh" && text == "SYNOPSIS" && (text in translation)) {
		print ".ie d doc-section-name .Sh " translation[text]
		print ".el .Sh " text
	} else {
		print before " " (text in translation ? translation[text] : text)
	}
}

function copy(line) {
	if (mode == "page") {
		print line
	}
}

function end_para(i) {
	if (lines == 0) {
		return
	}
	if (!para_has_words(para)) {
		for (i = 1; i <= lines; i++) {
			copy(raw[i])
		}
	} else if (mode == "pot") {
		entry(para, "")
	} else if (mode == "check" || mode == "told") {
		judge(para)
	} else if (para in translation) {
		print_text(translation[para])
	} else {
		for (i = 1; i <= lines; i++) {
			print raw[i]
		}
	}
	lines = 0
	para = ""
}

# What stands the same in every language: the commands, and of messages all that is before their words.
function fixed_part(text, line, n, i, said, more) {
	n = split(text, line, "\n")
	said = ""
	more = 0
	for (i = 1; i <= n; i++) {
		if (line[i] ~ /^\$ / || more) {
			said = said line[i] "\n"
			more = line[i] ~ /\\e$/
		} else if (match(line[i], /: (fatal|error|warning|note): ([A-Z]+-[0-9]+: )?/)) {
			said = said substr(line[i], 1, RSTART + RLENGTH - 1) "\n"
		}
	}
	return said
}

# An example has words where something is printed. One that is not translated prints the same, or stays English.
function end_example() {
	if (block == "") {
		return
	}
	if (mode == "page") {
		print (block in translation ? translation[block] : block)
	} else if (mode == "pot" && fixed_part(block) != "" && fixed_part(block) != block "\n") {
		entry(block, ".Bd")
	} else if (mode == "check" && (block in translation) && fixed_part(block) != fixed_part(translation[block])) {
		print page ": another command or place in the translation of: " substr(block, 1, index(block "\n", "\n") - 1)
	}
}

function entry(text, before) {
	if (!(text in seen)) {
		order[++texts] = text
	}
	if (index(seen[text], " " page) == 0) {
		seen[text] = seen[text] " " page
	}
	if (before != "") {
		kind[text] = before
	}
}

# The names in a text's macros, one each, and how often: options, files, pages, values.
function names_of(text, name, token, n, i, word, macro) {
	split("", name)
	while (match(text, /<[A-Z][a-z][^>]*>/)) {
		token = substr(text, RSTART + 1, RLENGTH - 2)
		text = substr(text, RSTART + RLENGTH)
		n = words_of(token, word)
		macro = ""
		for (i = 1; i <= n; i++) {
			if (is_macro(word[i])) {
				macro = word[i]
				if (macro == "Nm") {
					name["Nm"] = 1
				}
			} else if (macro != "" && callable[macro] == "name" && !is_delimiter(word[i])) {
				name[macro " " word[i]] = 1
			}
		}
	}
}

# A translation names what its text names, and nothing else.
function judge(text, had, has, key) {
	all[page]++
	missing[page] += !(text in translation)
	if (mode == "told" || !(text in translation) || text in judged) {
		return
	}
	judged[text] = 1
	if (text ~ / Ta |^-/) {
		if (gsub(/ Ta /, "&", text) != gsub(/ Ta /, "&", translation[text])) {
			print page ": another number of columns: " text
		}
		return
	}
	names_of(text, had)
	names_of(translation[text], has)
	for (key in had) {
		if (!(key in has)) {
			print page ": '" key "' is not in the translation of: " text
		}
	}
	for (key in has) {
		if (!(key in had)) {
			print page ": only the translation has '" key "': " text
		}
	}
	if (translation[text] ~ /<[^A-Z%]|<[A-Z%][^A-Za-z]|<[^>]*$/) {
		print page ": an angle bracket that is no macro in the translation of: " text
	}
}

BEGIN {
	n = split("Fl Ar Cm Ic Pa Ql Xr Ev Li Va Dv Fn Nm", list, " ")
	for (i = 1; i <= n; i++) {
		callable[list[i]] = "name"
	}
	n = split("No Ns Ta Sy Em Dq Do Dc Sq So Sc Pq Po Pc Oo Oc Op Pf Sx", list, " ")
	for (i = 1; i <= n; i++) {
		callable[list[i]] = "text"
	}
	if (mode != "pot") {
		read_catalogue()
	}
}

FNR == 1 {
	end_para()
	page = FILENAME
	section = ""
	literal = 0
}

literal && $0 == ".Ed" {
	literal = 0
	end_example()
	copy($0)
	next
}

literal {
	block = block (block_lines++ ? "\n" : "") $0
	next
}

/^\.Sh / || /^\.Ss / {
	end_para()
	section = $1 == ".Sh" ? substr($0, 5) : section
	unit($1, substr($0, 5))
	next
}

/^\.Nd / {
	end_para()
	unit(".Nd", substr($0, 5))
	next
}

/^\.It ./ {
	end_para()
	if (has_words(substr($0, 5))) {
		unit(".It", substr($0, 5))
	} else {
		copy($0)
	}
	next
}

/^\.Bl .*-column|^\.Bl .*-width "/ {
	end_para()
	unit(".Bl", substr($0, 5))
	next
}

/^\.Os/ {
	end_para()
	copy($0)
	if (mode == "page") {
		print_setup()
	}
	next
}

/^\.Bd / {
	end_para()
	literal = 1
	block = ""
	block_lines = 0
	copy($0)
	next
}

/^\.(Dd|Dt|Pp|Bl|It|El|Dl|D1|Rs|Re|%[A-Z])( |$)/ || /^\.\\"/ || /^\.[a-z]/ || section == "SYNOPSIS" ||
section == "NAME" {
	end_para()
	copy($0)
	next
}

{
	raw[++lines] = $0
	para = para (lines > 1 ? " " : "") ($0 ~ /^\./ ? inline($0) : $0)
}

END {
	end_para()
	if (mode == "pot") {
		print "msgid \"\""
		print "msgstr \"\""
		print "\"Content-Type: text/plain; charset=UTF-8\\n\""
		print "\"Content-Transfer-Encoding: 8bit\\n\""
		for (i = 1; i <= texts; i++) {
			print ""
			if (order[i] in kind) {
				print "#. " kind[order[i]]
			}
			print "#:" seen[order[i]]
			print "msgid " quoted(order[i])
			print "msgstr \"\""
		}
	}
	if (mode == "told") {
		for (i = 1; i < ARGC; i++) {
			if (missing[ARGV[i]] > 0) {
				print ARGV[i] ": " missing[ARGV[i]] " of " all[ARGV[i]] " texts are still English"
			}
		}
	}
	exit failed
}
