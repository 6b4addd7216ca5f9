#!/bin/sh
# pot.sh ROOT - prints the template of all translations: every _() and N_() of the sources and every
# note of the keymap, sorted by text and without line numbers or dates, so that it changes only
# when words change.
set -eu
cd "$1"
export LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# xgettext reads no YAML: the notes are shown to it as C, under the name of their own file.
for keys in share/keys/*.yaml; do
	mkdir -p "$tmp/share/keys"
	sed -n 's/.*[{ ]note: *\([^,}]*\)}.*/_("\1")/p' "$keys" >"$tmp/$keys"
done

{
	find src include \( -name '*.c' -o -name '*.h' -o -name '*.def' \) ! -name i18n.h
	(cd "$tmp" && find share -type f)
} | sort |
	xgettext --files-from=- --directory="$tmp" --directory=. --language=C --from-code=UTF-8 \
		--output=- --sort-output --add-location=file --keyword --keyword=_ --keyword=N_ \
		--keyword=i18n_plural:1,2 --flag=_:1:pass-c-format --flag=err_set:3:c-format \
		--flag=err_prefix:2:c-format --flag=arena_printf:2:c-format \
		--flag=strbuf_addf:2:c-format --flag=console_message:3:c-format \
		--flag=out_line:2:c-format --package-name=carrel |
	sed -e '1i# Translations of carrel. make pot writes carrel.pot, make po-update brings it into LANG.po.' \
		-e '/^"POT-Creation-Date:/d' -e '/^"PO-Revision-Date:/d' -e '/^"Last-Translator:/d' \
		-e '/^"Language-Team:/d' -e '/^"Report-Msgid-Bugs-To:/d' -e 's/CHARSET/UTF-8/' \
		-e '/^# \(SOME DESCRIPTIVE\|Copyright\|FIRST AUTHOR\)/d' -e '/^#$/d' \
		-e '/^#, fuzzy$/d'
