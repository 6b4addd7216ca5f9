#!/bin/sh
# pot.sh ROOT - prints the template of all translations: every _() and N_() of the sources, sorted by
# text and without line numbers or dates, so that it changes only when words change.
set -eu
cd "$1"
export LC_ALL=C
find src include \( -name '*.c' -o -name '*.h' -o -name '*.def' \) ! -name i18n.h | sort |
	xgettext --files-from=- --language=C --from-code=UTF-8 --output=- --sort-output \
		--add-location=file --keyword --keyword=_ --keyword=N_ --keyword=i18n_plural:1,2 \
		--flag=i18n_text:1:pass-c-format --flag=_:1:pass-c-format \
		--flag=err_set:3:c-format --flag=err_prefix:2:c-format --flag=arena_printf:2:c-format \
		--flag=strbuf_addf:2:c-format --flag=console_message:3:c-format \
		--flag=out_line:2:c-format \
		--package-name=carrel --copyright-holder='The authors of carrel' |
	sed -e '1i# Translations of carrel. make pot writes carrel.pot, make po-update brings it into LANG.po.' \
		-e '/^"POT-Creation-Date:/d' -e '/^"PO-Revision-Date:/d' -e '/^"Last-Translator:/d' \
		-e '/^"Language-Team:/d' -e '/^"Report-Msgid-Bugs-To:/d' -e 's/CHARSET/UTF-8/' \
		-e '/^# \(SOME DESCRIPTIVE\|Copyright\|FIRST AUTHOR\)/d' -e '/^#$/d' \
		-e '/^#, fuzzy$/d'
