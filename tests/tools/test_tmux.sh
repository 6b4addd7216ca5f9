#!/bin/sh
# test_tmux.sh [BUILD_DIR] - the console inside a real tmux, seen as a person sees it: it opens, takes
# keys, and leaves the shell's own screen as it was.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel tmux
socket=$tmp/socket
export CARREL_TOUR=never
at_end='tmux -S "$socket" kill-server 2>/dev/null'
t() {
	tmux -S "$socket" -f /dev/null "$@"
}
# sees TEXT - waits up to ten seconds for it.
sees() {
	i=0
	while [ "$i" -lt 100 ]; do
		t capture-pane -p -t 0 >"$tmp/screen"
		grep -qF -- "$1" "$tmp/screen" && return
		sleep 0.1
		i=$((i + 1))
	done
	echo "no '$1' on the screen:"
	cat "$tmp/screen"
	exit 1
}

"$build/carrel" demo --into "$tmp/demo.db" --size small --seed 1 >"$tmp/made" 2>&1 || {
	cat "$tmp/made"
	exit 1
}
t new-session -d -x 100 -y 30 "PS1='shell> ' exec sh"
sees 'shell>'
t send-keys -t 0 "'$build/carrel' -s '$tmp/demo.db' --as ana" Enter
sees 'F1 Help'
t send-keys -t 0 F9
t send-keys -t 0 -l quit
t send-keys -t 0 Enter
sees 'shell>'
t send-keys -t 0 'echo status $?' Enter
sees 'status 0'
echo "opened, took keys, and gave the shell back in tmux"
