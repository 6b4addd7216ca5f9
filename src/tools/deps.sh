#!/bin/sh
# deps.sh build|test - sees that the packages are there. On Debian and its kin they are installed
# (root, or sudo when there is one); elsewhere the list is printed and nothing is touched.
set -u
build="build-essential pkg-config libncurses-dev libsqlite3-dev libpq-dev libyaml-dev libjansson-dev
libunistring-dev libphonenumber-dev libcrypt-dev nettle-dev gettext tzdata"
test="check libvterm-dev postgresql postgresql-contrib sqlite3 tmux clang-format mandoc procps python3
valgrind"
case ${1:-build} in
build) want=$build ;;
test) want="$build $test" ;;
*) echo "usage: deps.sh build|test" >&2; exit 2 ;;
esac

tell_and_stop() {
	echo "carrel needs these packages (Debian's names); please install them and run make again:" >&2
	echo "$want" | tr '\n' ' ' | fold -s -w 76 | sed 's/^/  /' >&2
	echo >&2
	exit 1
}

if ! command -v dpkg-query >/dev/null 2>&1; then
	# Not Debian: take the compiler's word for it.
	command -v pkg-config >/dev/null 2>&1 &&
		pkg-config --exists ncursesw sqlite3 yaml-0.1 jansson libxcrypt nettle libpq && exit 0
	tell_and_stop
fi
missing=
for p in $want; do
	dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || tell_and_stop
	as_root=sudo
fi
command -v apt-get >/dev/null 2>&1 || tell_and_stop
echo "Installing:$missing"
$as_root apt-get update -qq || true
# shellcheck disable=SC2086 # the list is words
DEBIAN_FRONTEND=noninteractive $as_root env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y -qq --no-install-recommends $missing >/dev/null || tell_and_stop
