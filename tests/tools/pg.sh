#!/bin/sh
# pg.sh start DIR [PID] | stop DIR - a private PostgreSQL for tests and benches: a unix socket in DIR,
# no port, nothing of the machine's own cluster touched. start prints the address (a database `carrel`,
# a superuser of the same name) and with PID stops by itself when that process is gone. PG_FSYNC=on
# keeps fsync on, for benches. Exit 77: PostgreSQL is not installed.
set -eu
self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
usage() {
	echo "usage: pg.sh start DIR [PID] | stop DIR" >&2
	exit 2
}
[ $# -ge 2 ] || usage
what=$1
dir=$2
watch=${3:-}

find_bin() {
	for d in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin \
		/usr/local/pgsql/bin; do
		[ -x "$d/initdb" ] && [ -x "$d/postgres" ] && bin=$d
	done
	[ -n "${bin:-}" ]
}
bin=
if ! find_bin; then
	echo "skip: PostgreSQL is not installed"
	exit 77
fi

# The server refuses to run as root; its own user does it then.
as_server() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	elif command -v setpriv >/dev/null 2>&1; then
		setpriv --reuid postgres --regid postgres --clear-groups "$@"
	else
		runuser -u postgres -- "$@"
	fi
}

case $what in
start)
	mkdir -p "$dir"
	if [ "$(id -u)" -eq 0 ]; then
		if ! id postgres >/dev/null 2>&1; then
			echo "skip: root cannot run PostgreSQL and there is no user postgres"
			exit 77
		fi
		chown postgres "$dir"
	fi
	cd "$dir"
	as_server "$bin/initdb" -D "$dir/data" -U carrel -A trust --no-sync -E UTF8 --locale=C.UTF-8 \
		>"$dir/initdb.log" 2>&1 </dev/null || { cat "$dir/initdb.log" >&2; exit 1; }
	as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 30 -s -o \
		"-k '$dir' -c listen_addresses='' -c fsync=${PG_FSYNC:-off} -c autovacuum=off -c max_connections=250 -c shared_buffers=32MB -c max_wal_size=64MB -c full_page_writes=${PG_FSYNC:-off}" \
		start >"$dir/pg_ctl.log" 2>&1 </dev/null || { cat "$dir/pg_ctl.log" "$dir/server.log" >&2; exit 1; }
	as_server "$bin/createdb" -h "$dir" -U carrel carrel </dev/null
	if [ -n "$watch" ]; then
		# Of a session of its own, or what ends the tests would end it too.
		setsid sh "$self" watch "$dir" "$watch" >/dev/null 2>&1 </dev/null &
	fi
	echo "postgres://carrel@/carrel?host=$dir"
	;;
watch)
	cd /
	while kill -0 "$watch" 2>/dev/null; do sleep 1; done
	exec sh "$self" stop "$dir"
	;;
stop)
	cd /
	as_server "$bin/pg_ctl" -D "$dir/data" -m immediate -w -s stop >/dev/null 2>&1 || true
	rm -rf "$dir"
	;;
*) usage ;;
esac
