#!/bin/sh
# test_po.sh [BUILD_DIR] - every word for people is in po/ and translated, and the program finds it.
set -u
. "$(dirname "$0")/../support/lib.sh"
need xgettext msgfmt msgcmp msgattrib
bad=0
complain() {
	echo "$1"
	bad=1
}

sh "$root/src/tools/pot.sh" "$root" >"$tmp/carrel.pot" || exit 1
# Which file a text stands in may wait for the next make pot; the texts may not.
texts() {
	msgattrib --no-location --no-wrap "$1"
}
if ! texts "$tmp/carrel.pot" >"$tmp/now" || ! texts "$root/po/carrel.pot" >"$tmp/kept" ||
	! diff "$tmp/kept" "$tmp/now" >"$tmp/diff"; then
	complain "po/carrel.pot is old: make po-update, then translate"
	grep '^[<>] msgid' "$tmp/diff" | head -20
fi
for po in "$root"/po/*.po; do
	language=$(basename "$po" .po)
	msgfmt --check --statistics -o /dev/null "$po" 2>"$tmp/said" ||
		complain "$po does not pass msgfmt --check: $(cat "$tmp/said")"
	grep -q -e fuzzy -e untranslated "$tmp/said" && complain "$po: $(cat "$tmp/said")"
	# "usage: " is what tells a slip from a refusal; what people see for it is translated apart.
	msgattrib --translated --no-wrap "$po" | awk -v po="$po" '
		/^msgid "usage: [^"]/ { usage = 1 }
		/^msgstr / && usage { if ($0 !~ /^msgstr "usage: /) { print po ": " $0; bad = 1 } usage = 0 }
		END { exit bad }' || complain "the mark “usage: ” has to stay as it is"
	# Where the cursor writes, the letter that undoes gives way to a key that does: by these words.
	msgattrib --translated --no-wrap --no-location "$po" | awk -v po="$po" '
		/^msgid "/ { id = $0 }
		/^msgstr/ {
			if (id ~ /^msgid "u undoes/) {
				sub(/^msgstr "/, ""); sub(/"$/, ""); said[++n] = $0
			} else if (id ~ /[ ,]u undoes/) {
				want[++m] = $0
			}
		}
		END {
			for (i = 1; i <= m; i++) {
				there = 0
				for (k = 1; k <= n; k++) there += index(want[i], said[k]) > 0
				if (!there) { print po ": says undo in other words: " want[i]; bad = 1 }
			}
			if (n != 3 || m < 20) { print po ": undo is looked for and not found"; bad = 1 }
			exit bad
		}' || complain "“u undoes” is said as its own messages say it"
	[ -x "$build/carrel" ] || continue
	(cd / && env -i PATH=/usr/bin:/bin HOME="$tmp" LC_ALL=C "$build/carrel" --language "$language" nonsense) \
		2>"$tmp/said"
	[ $? -eq 2 ] || complain "$language: a slip does not end with 2"
	grep -q 'there is no command' "$tmp/said" &&
		complain "$language: the program does not find its catalogue: $(cat "$tmp/said")"
done

# People are addressed as usted and vostè: no form of tú, vosotros, tu or vós has come in.
familiar() {
	case $1 in
	es) echo 'puedes|quieres|tienes|debes|elige tú|vosotros|vuestr[oa]s?|podéis|tenéis|[a-z]+(ad|ed|id)(lo|la|los|las)' ;;
	ca) echo 'pots|vols|tens que|vosaltres|vostr[ea]s?|podeu|voleu|teniu|(indiqu|busqu|cerqu|tri|afeg|prem|escriv|deix|trai)(eu|iu)|[a-z]+[aei]u-(hi|ho|la|les|li|lo|los|ne|se)' ;;
	esac
}
for po in "$root"/po/es.po "$root"/po/ca.po; do
	language=$(basename "$po" .po)
	msgattrib --translated --no-wrap --no-location "$po" | grep '^msgstr' |
		grep -Eiw "$(familiar "$language")" && complain "$po: a person is not addressed as usted or vostè"
done
echo 'msgstr "Indiqueu-ne el número."' | grep -Eiwq "$(familiar ca)" || complain "the check of vostè sees nothing"
echo 'msgstr "Si quieres, pulsa."' | grep -Eiwq "$(familiar es)" || complain "the check of usted sees nothing"

# Positive control: in English it is said in English.
if [ -x "$build/carrel" ]; then
	(cd / && env -i PATH=/usr/bin:/bin HOME="$tmp" LC_ALL=C "$build/carrel" nonsense) 2>&1 |
		grep -q 'there is no command' || complain "English is not English"
fi

# Whoever signs on is spoken to in their own language, unless it is said otherwise.
if [ -x "$build/carrel" ]; then
	printf 'sign-on carme\nsave-screen own.screen\n' >"$tmp/own.script"
	in_home() {
		(cd "$tmp" && env -i PATH=/usr/bin:/bin HOME="$tmp" LC_ALL=C.UTF-8 \
			CARREL_NOW=2026-11-19T14:05:00Z "$carrel" "$@")
	}
	carrel=$build/carrel
	in_home demo --into "$tmp/own.db" --size small --seed 1 >/dev/null || bad=1
	in_home --script own.script -s "$tmp/own.db" || bad=1
	grep -q 'Hola, Carme' "$tmp/own.screen" || complain "Carme is not spoken to in Catalan"
	in_home --language en --script own.script -s "$tmp/own.db" || bad=1
	grep -q 'Good day, Carme' "$tmp/own.screen" || complain "--language en is not English"
fi

# Sentences that go straight to people without _(): a message, an error, a line of output.
find "$root/src" -name '*.c' ! -path '*/conf/*' ! -path '*/tools/*' | LC_ALL=C sort | xargs awk '
	FNR == 1 { call = "" }
	/(err_set|err_prefix|console_message|out_line|out_note)\(/ { call = ""; open = 1 }
	open { call = call $0 }
	open && /;[ \t]*$/ {
		open = 0
		text = call
		gsub(/\\./, "", text)
		gsub(/(_|N_|i18n_plural|log_[a-z]+)\([ \t]*("[^"]*"[ \t,]*)+/, "", text)
		gsub(/"usage: carrel %s"/, "", text)
		if (match(text, /"[^"]*[A-Za-z][a-z]+ [a-z]+ [^"]*"/))
			print FILENAME ":" FNR ": not translated: " substr(text, RSTART, RLENGTH)
	}' >"$tmp/bare"
if [ -s "$tmp/bare" ]; then
	cat "$tmp/bare"
	bad=1
fi
exit $bad
