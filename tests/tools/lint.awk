# lint.awk - the rules of lint.sh that read files line by line. Prints FILE:LINE: RULE: MESSAGE for
# what is forbidden, and one line "count NAME N" for each of the figures lint.sh shows.
# Variables: root (with its slash, cut from names); the first files are layers.txt and long_files.txt.
# Plain awk on bytes (LC_ALL=C), so that mawk and gawk read alike.

function say(line, rule, message) {
	print name ":" line ": " rule ": " message
}

# The layer a source file belongs to; "" for files that may include anything (main, tools, tests).
function layer_of(path, part) {
	if (split(path, part, "/") < 3)
		return ""
	if (part[1] == "src")
		return (part[2] in known) ? part[2] : ""
	if (part[1] == "include")
		return header_layer[part[3]]
	if (part[1] == "tests" && part[2] == "unit")
		return (part[3] in known) ? part[3] : ""
	return ""
}

function begin_file() {
	name = FILENAME
	if (index(name, root) == 1)
		name = substr(name, length(root) + 1)
	layer = layer_of(name)
	is_c = name ~ /\.(c|h|cc|def)$/
	is_table = name ~ /\.def$/
	in_src = name ~ /^src\// || name ~ /^include\//
	in_store = name ~ /^src\/store\//
	in_comment = 0
	function_line = 0
	literal = ""
	literal_line = 0
	lines = 0
	if (name ~ /^include\/carrel\/.*\.h$/ && index($0, "/* " substr(name, 16) " - ") != 1)
		say(1, "head", "a public header begins with its name and what it is: /* " substr(name, 16) " - ...")
	if (name ~ /^include\/carrel\// && layer == "")
		say(1, "layer", "this header has no line in tests/tools/layers.txt")
}

function end_file() {
	if (name == "" || !is_c || is_table)
		return
	most = name ~ /^tests\// ? 750 : 500
	if (lines > 800)
		say(lines, "size", "a file of " lines " lines; 800 is the most, whatever is said for it")
	else if (lines > most && !(name in argued))
		say(lines, "size", "a file of " lines " lines; " most " is the most: part it by what it is about")
	if (lines > most)
		long_files++
	long[name] = lines > most
}

# What stands in long_files.txt, and is that long no more.
function check_argued(path) {
	for (path in argued)
		if (!long[path]) {
			name = "tests/tools/long_files.txt"
			say(argued[path], "size", path " is not that long, or not there: strike it")
		}
}

# Takes comments and literals out of a line: what is left is in `code`, each literal in `text`
# joined to the one before it when nothing but blanks and a macro name stood between.
function strip(line, at, c, rest) {
	code = ""
	while (line != "") {
		if (in_comment) {
			at = index(line, "*/")
			if (!at)
				return
			line = substr(line, at + 2)
			in_comment = 0
			continue
		}
		if (!match(line, /["']|\/\*|\/\//)) {
			code = code line
			return
		}
		code = code substr(line, 1, RSTART - 1)
		c = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (c == "//")
			return
		if (c == "/*") {
			in_comment = 1
			code = code " "
			continue
		}
		rest = line
		at = 0
		while (match(rest, /\\|["']/)) {
			if (substr(rest, RSTART, 1) == "\\") {
				at += RSTART + 1
				rest = substr(rest, RSTART + 2)
			} else if (substr(rest, RSTART, 1) == c) {
				at += RSTART
				break
			} else {
				at += RSTART
				rest = substr(rest, RSTART + 1)
			}
		}
		if (!at)
			at = length(line) + 1
		add_literal(c, substr(line, 1, at - 1))
		code = code c c
		line = substr(line, at + 1)
	}
}

function add_literal(quote, text) {
	if (quote != "\"")
		return
	literals[++nliterals] = text
	if (literal == "" || code !~ /^[ \t]*(""[ \t]*)*$/) {
		check_sql()
		literal = text
		literal_line = FNR
	} else
		literal = literal " " text
}

# Statements begin a literal. Prose that speaks of "Select a case from the list" is no SQL.
function check_sql(sql, lower) {
	sql = literal
	literal = ""
	if (sql == "" || !in_src || in_store)
		return
	gsub(/\\[nt]/, " ", sql)
	if (sql ~ /(^|[^A-Za-z])(SELECT[ ].*[ ]FROM|INSERT[ ]+(OR[ ]+[A-Z]+[ ]+)?INTO|DELETE[ ]+FROM|REPLACE[ ]+INTO|UPDATE[ ].*[ ]SET|CREATE[ ]+(TABLE|INDEX|VIEW|TRIGGER)|DROP[ ]+TABLE|ALTER[ ]+TABLE|PRAGMA)[ ]/) {
		say(literal_line, "sql", "a statement outside src/store")
		return
	}
	lower = tolower(sql)
	if (lower ~ /^[ ]*(select[ ].*[ ]from[ ].*[ ]where[ ]|insert[ ]+into[ ].*values|update[ ].*[ ]set[ ].*=|delete[ ]+from[ ].*[ ]where[ ])/)
		say(literal_line, "sql", "a statement outside src/store")
}

function check_include(line, file, part, n, target, base) {
	if (line !~ /^[ \t]*#[ \t]*include/)
		return
	file = line
	sub(/^[ \t]*#[ \t]*include[ \t]*["<]/, "", file)
	sub(/[">].*/, "", file)
	if (in_src && !in_store && file ~ /^(sqlite3|sqlite3ext|libpq-fe|libpq-events|postgres.*)\.h$/)
		say(FNR, "sql", file " outside src/store")
	if (in_src && name != "src/tui/term_curses.c" && file ~ /^((ncurses|ncursesw)\/)?(curses|ncurses|panel|term|menu|form|unctrl)\.h$/)
		say(FNR, "curses", file " outside src/tui/term_curses.c")
	if (line ~ /</ || layer == "")
		return
	n = split(file, part, "/")
	base = part[n]
	target = ""
	if (part[1] == "carrel") {
		if (!(base in header_layer)) {
			say(FNR, "layer", file " has no line in tests/tools/layers.txt")
			return
		}
		target = header_layer[base]
	} else if (n > 1 && part[1] in known)
		target = part[1]
	# A test may hold a file that is shipped against a table of names.
	if (name ~ /^tests\// && base ~ /\.def$/)
		return
	if (target != "" && target != layer && !((layer, target) in may))
		say(FNR, "layer", layer " must not include " file ", which is of " target)
}

function check_calls(text, word) {
	text = code
	while (match(text, banned)) {
		word = substr(text, RSTART, RLENGTH)
		gsub(/[^a-z_]/, "", word)
		say(FNR, "call", word "() is not used here")
		text = substr(text, RSTART + RLENGTH)
	}
}

function check_function() {
	if ($0 ~ /^\{/)
		function_line = FNR
	else if ($0 ~ /^\}/ && function_line) {
		length_now = FNR - function_line + 1
		functions++
		if (length_now > 60)
			say(function_line, "size", "a function of " length_now " lines; 60 is the most, 15 are usual")
		function_line = 0
	}
}

# 100 columns, a tab up to the next multiple of 8, a character one column.
function check_width(text, column, at) {
	if (length($0) <= 50)
		return
	text = $0
	gsub(/[\200-\277]/, "", text)
	column = 0
	while ((at = index(text, "\t"))) {
		column += at - 1
		column += 8 - column % 8
		text = substr(text, at + 1)
	}
	if (column + length(text) > 100)
		wide_lines++
}

function check_words() {
	if ($0 ~ unfinished && name !~ /^tests\/tools\/(test_)?lint/)
		say(FNR, "unfinished", "a mark of unfinished work")
	if ($0 ~ foreign) {
		if (name ~ /^tests\// && $0 !~ foreign_in_tests)
			return
		say(FNR, "path", "a path of one machine")
	}
	if ($0 ~ /[ \t]$/ && (is_c || name ~ /\.sh$/))
		say(FNR, "space", "blanks at the end of the line")
}

BEGIN {
	banned = "(^|[^A-Za-z0-9_])(system|popen|strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets|rand|srand|mktemp|tmpnam)[ \t]*\\("
	# In pieces, so that these files do not speak of what they look for.
	unfinished = "(^|[^A-Za-z])(TO" "DO|FIX" "ME|X" "XX)([^A-Za-z]|$)"
	foreign_in_tests = "(^|[^A-Za-z0-9_.~-])/wo" "rk/"
	foreign = foreign_in_tests "|(^|[^A-Za-z])sha" "red/(data|reference|prototypes|design)"
}

FNR == 1 && NR != 1 {
	end_file()
	name = ""
}
FILENAME ~ /long_files\.txt$/ && FNR == 1 {
	name = ""
}
FILENAME ~ /long_files\.txt$/ {
	if ($0 !~ /^#/ && NF > 0)
		argued[$1] = FNR
	if ($0 !~ /^#/ && NF == 1) {
		name = "tests/tools/long_files.txt"
		say(FNR, "size", $1 " has no reason beside it")
		name = ""
	}
	next
}
FNR == 1 && FILENAME !~ /layers\.txt$/ {
	begin_file()
}
FILENAME ~ /layers\.txt$/ {
	sub(/#.*/, "")
	if ($1 == "layer") {
		sub(/:$/, "", $2)
		known[$2] = 1
		for (i = 3; i <= NF; i++)
			may[$2, $i] = 1
	} else if (NF == 2)
		header_layer[$1] = $2
	next
}
{
	lines++
	check_words()
}
is_c {
	nliterals = 0
	check_include($0)
	if ($0 ~ /^[ \t]*#/ || literal != "" || in_comment || $0 ~ /["'\/(]/) {
		strip($0)
		if (code !~ /^[ \t"]*$/ && code !~ /""[ \t]*$/)
			check_sql()
		check_calls()
		if (in_src)
			for (i = 1; i <= nliterals; i++)
				if (literals[i] ~ /^((\/usr)?\/bin\/)?(ba|da)?sh$/)
					say(FNR, "shell", "a shell has no place in the program")
	}
	check_width()
	if (!is_table)
		check_function()
}
END {
	end_file()
	check_argued()
	print "count functions " functions + 0
	print "count long_files " long_files + 0
	print "count wide_lines " wide_lines + 0
}
