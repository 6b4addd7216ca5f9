#!/bin/sh
# test_docs.sh - docs.sh writes what the program says into the pages, and with --check tells of a
# page, an example or a link that is behind. The program is a small script of known answers.
set -u
. "$(dirname "$0")/../support/lib.sh"
here=$root/tests/tools
docs=$here/../../src/tools/docs.sh
mkdir "$tmp/man"
failed=0

cat >"$tmp/carrel" <<'S'
#!/bin/sh
case $2 in
commands) printf '.TP\n\\fBtake\\fR [\\fICASE\\fR]\nTakes the next one; a \\e stays.\n' ;;
config) cat <<'Y'
format: carrel-config/1
# About the file.

# Where the cases live.
store: ""

ui:
  # How it looks.
  # One of: default, dark.
  theme: default

# Where contacts wait.
queues:
  - slug: general
Y
	;;
*) exit 2 ;;
esac
S
chmod +x "$tmp/carrel"
cat >"$tmp/man/t.1" <<'M'
.TH T 1 2026-11-21 t t
.SH NAME
t \- a page
.SH COMMANDS
.\" begin generated: commands
.\" end generated: commands
.SH SETTINGS
.\" begin generated: settings
.\" end generated: settings
M
echo 'See [the page](man/t.1) and [away](https://example.org/x).' >"$tmp/README.md"
: >"$tmp/config.example.yaml"

run() {
	sh "$docs" "$tmp/carrel" "$tmp" "$@" >"$tmp/out" 2>&1
}
must() {
	what=$1
	shift
	"$@" && return
	echo "not so: $what"
	sed 's/^/  /' "$tmp/out"
	failed=1
}
must_not() {
	what=$1
	shift
	"$@" || return 0
	echo "not so: $what"
	sed 's/^/  /' "$tmp/out"
	failed=1
}

must_not 'an old page fails the check' run --check
must 'and the check names it' grep -q 't.1 is behind' "$tmp/out"
must 'and writes nothing' [ ! -s "$tmp/config.example.yaml" ]
must 'writing works' run
must 'commands stand in the page' grep -q '^.fBtake.fR \[' "$tmp/man/t.1"
must 'backslashes stay' grep -q 'a .e stays' "$tmp/man/t.1"
must 'settings have their path and default' grep -q '^.fBui.theme.fR (default)$' "$tmp/man/t.1"
must 'and their help' grep -q '^How it looks.$' "$tmp/man/t.1"
must 'an empty default is called so' grep -q '^.fBstore.fR (empty)$' "$tmp/man/t.1"
must_not 'the head of the file is no help' grep -q 'About the file' "$tmp/man/t.1"
must 'lists stand as they are' grep -q 'slug: general' "$tmp/man/t.1"
must 'the example is what the program said' grep -q '  theme: default' "$tmp/config.example.yaml"
must 'now the check holds' run --check
cp "$tmp/man/t.1" "$tmp/once"
must 'writing again' run
must 'changes nothing' cmp -s "$tmp/once" "$tmp/man/t.1"

echo '[gone](man/gone.1)' >>"$tmp/README.md"
must_not 'a broken link fails' run --check
must 'and is named' grep -q 'man/gone.1, which is not there' "$tmp/out"
sed -i '$d' "$tmp/README.md"
echo '# more' >>"$tmp/config.example.yaml"
must_not 'an edited example fails' run --check
must 'the example can be written again' run
printf '.BR carrel-gone (5)\n' >>"$tmp/man/t.1"
must_not 'a page that is not there fails' run --check
sed -i '$d' "$tmp/man/t.1"
must 'all is well again' run --check
printf '.\\" begin generated: keys\n.\\" end generated: keys\n' >>"$tmp/man/t.1"
must_not 'a part that the program does not know fails' run --check
must 'and is named' grep -q 'dump-docs keys gave nothing' "$tmp/out"

# The rooms are made of the headers themselves, and a file that a page names must be there.
mkdir -p "$tmp/include/carrel" "$tmp/tests/tools" "$tmp/src"
printf 'layer base:\nlayer model: base\nlayer app: model base\nb.h base\na.h base\ncall.h model\n' \
	>"$tmp/tests/tools/layers.txt"
printf '/* a.h - memory that\n * is there. More of it. */\n' >"$tmp/include/carrel/a.h"
printf '/* b.h - text\n *\n * Not this. */\n' >"$tmp/include/carrel/b.h"
printf '/* call.h - a call. */\n' >"$tmp/include/carrel/call.h"
{
	printf '.TH H 7 2026-11-21 t t\n.SH NAME\nh \\- a page\n.SH ROOMS\n'
	printf '.\\" begin generated: rooms\n.\\" end generated: rooms\n'
} >"$tmp/man/h.7"
sed -i '/generated: keys/d' "$tmp/man/t.1"
must 'the rooms are written' run
must 'a room names those below it' grep -q '^.SS app, over model and base$' "$tmp/man/h.7"
must 'a header says its first sentence' grep -q '^memory that is there.$' "$tmp/man/h.7"
must 'and no more than its first paragraph' grep -q '^text.$' "$tmp/man/h.7"
must 'in the order of names' [ "$(grep -n '^.B ' "$tmp/man/h.7" | sed 's/.* //' | tr '\n' ' ')" = 'a b call ' ]
echo '/* b.h - words. */' >"$tmp/include/carrel/b.h"
must_not 'a header that says something else is seen' run --check
must 'and written' run
printf '.I src/gone.c\n' >>"$tmp/man/h.7"
must_not 'a file that is not there fails' run --check
must 'and is named' grep -q 'src/gone.c, which is not there' "$tmp/out"
[ "$failed" -eq 0 ] && echo "docs: every kind of drift was seen"
exit "$failed"
