#!/bin/sh
# docs.sh CARREL ROOT [--check] - writes the parts of the manual that the program itself knows, so
# that a page can not promise a command or a key that is not there. With --check nothing is
# written: what would change is shown, and the exit code is 1.
#
# The program prints the parts:
#
#	carrel --dump-docs commands   every command, one after the other
#	carrel --dump-docs options    the options before the command
#	carrel --dump-docs keys       the keys of the default keymap, a .SS for each place they work in
#	carrel --dump-docs config     config.example.yaml, as config_example() makes it
#
# All but the last are fragments for man(7), ASCII but for what needs UTF-8, ending in a newline,
# no line longer than 100 columns, built of these lines only:
#
#	.SS HEADING                   a group
#	.TP                           begins an entry; the next line is its head,
#	\fBtake\fR [\fICASE\fR]       bold for what is typed, italic for what stands for something
#	Text of the entry.            one sentence a line, full stop at the end; never begins with . or '
#	.IP                           a further paragraph of the same entry
#
# A backslash in text is printed as \e, a hyphen that is typed (an option) as \-. An entry of
# commands has the head "NAME ARGUMENTS" and the help; one of keys has the key names separated by
# comma and blank, and then what the key does. Two parts are made here: settings, of config; and rooms,
# the layers of tests/tools/layers.txt with what each public header says of itself in its first words.
#
# They replace what stands between the lines
#	.\" begin generated: NAME
#	.\" end generated: NAME
# in the pages of man/.
set -u
if [ $# -lt 2 ]; then
	echo "usage: docs.sh CARREL ROOT [--check]" >&2
	exit 2
fi
carrel=$1 root=$2 check=${3:-}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
bad=0

complain() {
	echo "$*" >&2
	bad=1
}

# The same answer on every machine: no settings, store or language of the person who runs it.
ask() {
	env -i PATH="$PATH" HOME="$tmp" LC_ALL=C.UTF-8 TZ=UTC "$carrel" --dump-docs "$1" \
		>"$tmp/$1" 2>"$tmp/err" </dev/null && [ -s "$tmp/$1" ] && return 0
	complain "carrel --dump-docs $1 gave nothing: $(head -1 "$tmp/err")"
	return 1
}

# The settings of the example as entries: the comment above a value is what is said of it. The
# lists at the end stand as they are.
settings_of() {
	awk '
	function flush_entry(path, value) {
		printf ".TP\n\\fB%s\\fR (%s)\n%s", path, value == "\"\"" || value == "[]" ? "empty" : value, text
		text = ""
	}
	function plain(line) {
		gsub(/\\/, "\\e", line)
		gsub(/-/, "\\-", line)
		return line
	}
	/^queues:/ { verbatim = 1; print ".SS The lists\n.EX"; printf "%s", held; held = "" }
	verbatim { print plain($0); next }
	/^format:/ || /^$/ { text = held = ""; next }
	/^ *#/ {
		held = held plain($0) "\n"
		line = $0
		sub(/^ *# ?/, "", line)
		text = text plain(line) "\n"
		next
	}
	/^[a-z_]+:$/ { section = substr($0, 1, length($0) - 1) "."; next }
	/^ *[a-z_]+: / {
		if ($0 !~ /^ /)
			section = ""
		key = $1
		sub(/:$/, "", key)
		value = $0
		sub(/^ *[a-z_]+: /, "", value)
		held = ""
		flush_entry(section key, plain(value))
	}
	END { if (verbatim) print ".EE" }' "$1"
}

# Each layer with the ones below it, and its headers: "/* NAME.h - " and the first sentence behind it.
rooms_of() {
	awk '
	function plain(text) {
		gsub(/\\/, "\\e", text)
		gsub(/-/, "\\-", text)
		return text
	}
	function entry(path, name, line, text) {
		while ((getline line < path) > 0) {
			if (text == "" && index(line, "/* " name " - ") != 1)
				break
			sub(/^\/\* [a-z_0-9]+\.h - |^ \*+ ?/, "", line)
			if (line == "" || line == "/")
				break
			text = text (text == "" ? "" : " ") line
			if (line ~ /\*\/$/)
				break
		}
		close(path)
		sub(/ *\*\/$/, "", text)
		sub(/\. .*/, "", text)
		sub(/\.$/, "", text)
		if (text == "")
			text = "says nothing of itself"
		sub(/\.h$/, "", name)
		printf ".TP\n.B %s\n", plain(name)
		wrap(plain(text) ".")
	}
	function wrap(text, words, n, i, line) {
		n = split(text, words, " ")
		for (i = 1; i <= n; i++) {
			if (line != "" && length(line) + length(words[i]) >= 96) {
				print line
				line = ""
			}
			line = line (line == "" ? "" : " ") words[i]
		}
		print line
	}
	{ sub(/#.*/, "") }
	$1 == "layer" {
		layer = $2
		sub(/:$/, "", layer)
		layers[++n] = layer
		for (i = 3; i <= NF; i++)
			over[layer] = over[layer] (i == 3 ? ", over " : i < NF ? ", " : " and ") $i
		next
	}
	NF == 2 && $1 ~ /\.h$/ { headers[$2] = headers[$2] " " $1 }
	END {
		for (i = 1; i <= n; i++) {
			print ".SS " layers[i] over[layers[i]]
			count = split(headers[layers[i]], list, " ")
			for (a = 2; a <= count; a++)
				for (b = a; b > 1 && list[b - 1] > list[b]; b--) {
					held = list[b]
					list[b] = list[b - 1]
					list[b - 1] = held
				}
			if (!count)
				print "No header of its own that others read."
			for (a = 1; a <= count; a++)
				entry(dir "/include/carrel/" list[a], list[a])
		}
	}' dir="$1" "$1/tests/tools/layers.txt"
}

# settle NEW OLD - OLD becomes NEW, or with --check must be it already.
settle() {
	cmp -s "$1" "$2" && return 0
	if [ "$check" = --check ]; then
		diff -u "$2" "$1" | head -40
		complain "$2 is behind the program; run make docs and look at the difference."
	else
		cat "$1" >"$2" && echo "wrote $2"
	fi
}

# fill PAGE - every generated part of the page, from what the program said.
fill() {
	page=$1
	[ -s "$tmp/settings" ] || { ask config && settings_of "$tmp/config" >"$tmp/settings"; }
	cp "$page" "$tmp/page"
	for part in $(sed -n 's/^\.\\" begin generated: //p' "$page"); do
		[ "$part" = rooms ] && rooms_of "$root" >"$tmp/rooms"
		[ -s "$tmp/$part" ] || ask "$part" || return
		grep -q "^\.\\\\\" end generated: $part\$" "$page" || {
			complain "$page: no line ends the generated part '$part'"
			return
		}
		awk -v part="$part" -v from="$tmp/$part" '
			$0 == ".\\\" end generated: " part { inside = 0 }
			!inside { print }
			$0 == ".\\\" begin generated: " part {
				inside = 1
				while ((getline line < from) > 0)
					print line
			}' "$tmp/page" >"$tmp/next" && mv "$tmp/next" "$tmp/page"
	done
	settle "$tmp/page" "$page"
}

for page in "$root"/man/*.[1-8]; do
	fill "$page"
done
[ -s "$tmp/config" ] && settle "$tmp/config" "$root/config.example.yaml"

if command -v mandoc >/dev/null 2>&1; then
	for page in "$root"/man/*.[1-8]; do
		# STYLE and below are matters of taste; the date is the one of the change, not of today.
		mandoc -T lint -W warning "$page" >"$tmp/lint" 2>&1
		[ -s "$tmp/lint" ] && complain "$(cat "$tmp/lint")"
	done
else
	echo "skip: mandoc is not there; the pages' layout was not checked"
fi

# A page named in another one, and a file linked from the README, must be there.
for page in "$root"/man/*.[1-8]; do
	for name in $(sed -n 's/^\.BR \(carrel[a-z-]*\) (\([0-9]\)).*/\1.\2/p' "$page"); do
		[ -f "$root/man/$name" ] || complain "$page speaks of $name, which is not there"
	done
done
# So must a file of the tree that a page names.
for page in "$root"/man/*.7; do
	[ -f "$page" ] || continue
	for name in $(sed 's/\\-/-/g' "$page" |
		grep -o '[A-Za-z0-9_][A-Za-z0-9_./-]*\.\(c\|h\|def\|yaml\|pot\|txt\)\b' | sort -u); do
		case $name in
		*/*) [ -e "$root/$name" ] ;;
		*) [ -n "$(find "$root/src" "$root/include" "$root/tests/tools" -name "$name" 2>/dev/null)" ] ;;
		esac || complain "$page speaks of $name, which is not there"
	done
done
for link in $(grep -o '](\([^)#]*\))' "$root/README.md" | sed 's/^](//; s/)$//' |
	grep -v '^[a-z]*:'); do
	[ -e "$root/$link" ] || complain "README.md links to $link, which is not there"
done
[ "$bad" -eq 0 ] && echo "docs: the manual, config.example.yaml and the program agree"
exit "$bad"
