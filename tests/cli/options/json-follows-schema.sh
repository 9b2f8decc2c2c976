#!/usr/bin/env bash
# Every JSON document of these cases follows the schema, and every kind of document is printed by some case. The cases with
# --json are run again, several at a time, with wrappers of the tools that keep their output; not those that take long for a document
# that others print as well.
[ -z "${SANITIZE:-}" ] || { echo "the same documents as without sanitizers, under which their cases have run" && exit 77; }
python=/usr/bin/python3
[ -x $python ] || python=python3
$python -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || { echo "no jsonschema for Python here" && exit 77; }
[ -x "$B/redbook-burn" ] || { echo "redbook-burn is not built: libcdio is not installed" && exit 77; }
mkdir bin said run
for tool in redbook redbook-burn; do
    cat >bin/$tool <<END
#!/bin/bash
case " \$* " in *" --json "*) ;; *) exec "$B/$tool" "\$@" ;; esac
said=\$(mktemp "$PWD/said/$tool.XXXXXX")
"$B/$tool" "\$@" >"\$said"
status=\$?
cat "\$said"
exit \$status
END
    chmod +x bin/$tool
done
PATH=$PWD/bin:$PATH
run_case() { # AREA/CASE.sh
    mkdir -p "run/${1%.sh}" && cd "run/${1%.sh}" && timeout 120 bash "$TREE/tests/cli/$1" >/dev/null 2>&1 </dev/null
}
export -f run_case
(cd "$TREE/tests/cli" && grep -lE -e '--json' ./*/*.sh | grep -vE '/(json-follows-schema|interrupt-key|asks|text/chd|match/tosec|match/forms|cancel-verify|full-output)\.sh$') |
    xargs -P "${JOBS:-2}" -I{} bash -c 'run_case {}'
rm -rf run && mkdir run && cd run || exit
tone --sectors 400 a.wav
redbook author -q a.wav -o a.cue
redbook-burn write --json --yes --simulate --device virtual:drive a.cue >/dev/null
# The program itself, not the wrapper, so that it is the one that is terminated.
"$B/redbook-burn" write --json --yes --copies 2 --wait --device virtual:drive a.cue >../said/redbook-burn.insert 2>/dev/null </dev/null &
for _ in $(seq 200); do
    ! grep -qs '"insert"' ../said/* || break
    sleep 0.05
done
kill $! 2>/dev/null
wait
$python "$TREE/tests/cli/schema.py" "$TREE/tools/manual/redbook.schema.json" ../said/*
