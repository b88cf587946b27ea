# Lines of the second file, a page as it is shown, that are wider than 80 columns and not in the first, the English page
# as it is shown and this page itself: examples and titles are as wide as they are. Bytes count: LC_ALL=C.

{
	line = $0
	sub(/^ +/, "", line)
}

FILENAME == ARGV[1] {
	gsub(/\\&/, "", line)
	gsub(/\\e/, "\\", line)
	known[line] = 1
	next
}

# Three bytes are two columns, save for the marks of U+2000 to U+2FFF, which are one.
{
	width = $0
	words = line
	gsub(/、|。/, "", words)
	gsub(/\342[\200-\277][\200-\277]/, "x", width)
	gsub(/[\343-\357][\200-\277][\200-\277]/, "xx", width)
	gsub(/[\302-\337][\200-\277]/, "x", width)
}

# One long word, such as a list of columns, can be broken nowhere.
length(width) > 80 && !(line in known) && words ~ /[ \343-\357]/ {
	print "wider than 80 columns: " line
}
