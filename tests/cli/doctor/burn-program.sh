#!/usr/bin/env bash
# redbook-burn is found next to redbook, then in PATH, never in the current folder; and one that fails is reported.
mkdir next path
cp "$B/redbook" next/redbook
burn() { # FOLDER VERSION EXIT
    printf '#!/bin/sh\n[ "$1" = --version ] && printf "redbook-burn %s\\nlibcdio 9.9\\n" && exit %s\n%s\n' "$2" "$3" \
        '[ "$2" = --json ] && echo "{\"drives\": [{\"device\": \"/dev/sr7\"}]}" || printf "device\n/dev/sr7\033[2J\n"' >"$1/redbook-burn"
    chmod +x "$1/redbook-burn"
}
shown() { "$@" next/redbook doctor | grep -E '^(redbook-burn|drives|/dev)' | sed "s|$PWD/||"; }
burn . 1.1.1 0
shown env PATH=:.:path:/bin
burn path 2.2.2 0
shown env PATH=:.:"$PWD/path":/bin
burn next 3.3.3 0
shown env PATH="$PWD/path":/bin
PATH=/bin next/redbook doctor --json | sed -n '/"burn"/,/^  }/p' | sed "s|$PWD/||"
burn next 3.3.3 7
shown env PATH=/bin
printf '#!/bin/sh\nkill -9 $$\n' >next/redbook-burn
shown env PATH=/bin
printf '#!/no/such/interpreter\n' >next/redbook-burn
shown env PATH=/bin | sed 's/ cannot be started.*/ cannot be started/'
# It hangs before the end of its output, and after it.
mkdir other && cp next/redbook other
printf '#!/bin/sh\nexec sleep 600\n' >other/redbook-burn
chmod +x other/redbook-burn
PATH=/bin other/redbook doctor >hung &
printf '#!/bin/sh\n[ "$1" = --version ] && echo redbook-burn 1.0 && exit\nexec >&-; exec sleep 600\n' >next/redbook-burn
shown env PATH=/bin
wait
grep ^redbook-burn hung | sed "s|$PWD/||"
