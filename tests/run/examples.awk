# Take the examples out of a README.md or an mdoc page: directories out/FILE-BLOCK/ with N.cmd, N.want, N.at and at.

function start() {
	dir = out "/" name "-" sprintf("%03d", ++blocks)
	n = 0
	made = 0
	inside = 1
}

function finish() {
	if (n > 0) {
		close(want)
	}
	inside = 0
}

function line(text) {
	if (text ~ /^\$ /) {
		if (!made) {
			system("mkdir -p '" dir "'")
			print FILENAME ":" FNR > (dir "/at")
			close(dir "/at")
			made = 1
		}
		if (n > 0) {
			close(want)
		}
		n++
		want = dir "/" n ".want"
		printf "" > want
		print FILENAME ":" FNR > (dir "/" n ".at")
		close(dir "/" n ".at")
		command = substr(text, 3)
	} else if (more) {
		command = text
	} else {
		if (n > 0) {
			print text > want
		}
		return
	}
	print command > (dir "/" n ".cmd")
	more = command ~ /\\$/
	if (!more) {
		close(dir "/" n ".cmd")
	}
}

# What mandoc prints for the escapes that occur in literal text.
function plain(text) {
	gsub(/\\&/, "", text)
	gsub(/\\-/, "-", text)
	gsub(/\\\(aq/, "'", text)
	gsub(/\\\(dq/, "\"", text)
	gsub(/\\\(ha/, "^", text)
	gsub(/\\\(ti/, "~", text)
	gsub(/\\\(ga/, "`", text)
	gsub(/\\e/, "\\", text)
	return text
}

BEGIN {
	FS = "\n"
}

FNR == 1 {
	name = FILENAME
	gsub(/[^A-Za-z0-9.]/, "-", name)
	page = FILENAME !~ /\.md$/
}

!page && /^[ \t]*```/ {
	if (inside) {
		finish()
	} else {
		start()
	}
	next
}

page && /^\.Bd / {
	if ($0 ~ /-literal/) {
		start()
	}
	next
}

page && /^\.Ed/ {
	finish()
	next
}

page && /^\.Dl / {
	start()
	line(plain(substr($0, 5)))
	finish()
	next
}

# Other macros and comments inside a display print nothing of their own.
page && /^[.'](\\"|[A-Z])/ {
	next
}

inside {
	line(page ? plain($0) : $0)
}
