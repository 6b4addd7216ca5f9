#!/bin/sh
# test_counts.sh - "1 rows": what is counted has a form for one and one for several, in every language
# its own (i18n_plural). Exceptions stand in counts.txt, each with its reason, and none is left over.
set -u
. "$(dirname "$0")/../support/lib.sh"
need msgcat
# One form only: no msgid_plural. A number, at most one word, and a noun in the plural.
one_form() {
	msgcat --no-wrap --no-location "$1" | awk '
		/^msgid "/ { id = substr($0, 8, length($0) - 8) }
		/^msgid_plural/ { id = "" }
		/^msgstr/ {
			rest = id
			while (match(rest, /%[0-9$]*(d|zu|lld|ld|u) ([a-z]+ )?[a-z]+s([^a-z]|$)/)) {
				hit = substr(rest, RSTART, RLENGTH)
				if (hit !~ / (is|was|has|waits|always|says|this|as|its|makes|closes)([^a-z]|$)/) { print id; break }
				rest = substr(rest, RSTART + RLENGTH)
			}
			id = ""
		}' | LC_ALL=C sort -u
}
bad=0
sed '/^#/d; s/	.*//' "$root/tests/tools/counts.txt" | LC_ALL=C sort -u >"$tmp/argued"
one_form "$root/po/carrel.pot" >"$tmp/found"
LC_ALL=C comm -13 "$tmp/argued" "$tmp/found" | sed 's/^/has one form only, use i18n_plural: /' >"$tmp/new"
LC_ALL=C comm -23 "$tmp/argued" "$tmp/found" | sed 's/^/is argued in counts.txt and not there: /' >"$tmp/old"
cat "$tmp/new" "$tmp/old"
[ -s "$tmp/new" ] || [ -s "$tmp/old" ] && bad=1
sed '/^#/d' "$root/tests/tools/counts.txt" | grep -v '	.' && echo 'no reason in counts.txt' && bad=1
# Positive control: a sentence of that kind is found, one with two forms is not.
printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "%%d rows"\nmsgstr ""\n\nmsgid "%%d text"\nmsgid_plural "%%d texts"\nmsgstr[0] ""\nmsgstr[1] ""\n' >"$tmp/control.pot"
[ "$(one_form "$tmp/control.pot")" = '%d rows' ] || { echo 'the control is not found'; bad=1; }
exit $bad
