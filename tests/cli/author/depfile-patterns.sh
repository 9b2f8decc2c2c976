#!/usr/bin/env bash
# Names that make would match with other files are read by make as they are, and so are those that ninja splits.
names=('a[b].wav' 'a*b.wav' 'a?b.wav' 'x\ [y] $1 #2: z?.wav' "Don't Stop.wav" 'Rock & Roll.wav' '100%.wav' '(Live).wav')
tone --sectors 400 ab.wav
cp ab.wav axb.wav
for name in "${names[@]}"; do
    cp ab.wav "$name"
done
redbook author -q --sort given "${names[@]}" -o 'disc[1].cue' --depfile disc.d
cat disc.d
cat >Makefile <<'END'
all: disc[1].bin
include disc.d
disc[1].bin: ; @printf 'made of: %s\n' '$?'
END
touch -d 2001-01-01 ./*.wav
touch -d 2001-01-02 'disc[1].bin'
echo "unchanged: $(make -s 2>&1)"
touch -d 2001-01-03 ab.wav axb.wav
echo "others changed: $(make -s 2>&1)"
for name in 'a[b].wav' 'a*b.wav' 'a?b.wav' 'x\ [y] $1 #2: z?.wav'; do
    touch -d 2001-01-03 "$name"
    make -s
    touch -d 2001-01-01 "$name"
done
echo '-v says which names ninja reads as others'
try() { redbook author "$@" -o note.cue --depfile note.d -f --no-progress 2>&1 | grep 'ninja'; }
try -v "${names[@]}"
try -v "Don't Stop.wav"
try "Don't Stop.wav" # no note without -v
try -v '100%.wav' 'ab.wav' '(Live).wav'
redbook convert -v 'disc[1].cue' -o again.toc --depfile note.d 2>&1 | grep 'ninja'
# Whether ninja, where it is installed, reads the others.
if command -v ninja >/dev/null; then
    odd=('a~b c.wav' 'a!b@c+d,e.wav' 'a{b}.wav' 'a(b).wav' 'a%b.wav' 'é.wav' 'a]b.wav' 'a #:$b.wav' 'a\b.wav')
    for name in "${odd[@]}"; do
        cp ab.wav "$name"
    done
    redbook author -q "${odd[@]}" -o n.cue --depfile n.rule
    printf 'rule r\n command = cp n.rule n.d && touch n.bin\n deps = gcc\n depfile = n.d\nbuild n.bin: r\n' >build.ninja
    ninja >/dev/null
    [ "$(ninja)" = 'ninja: no work to do.' ] || ninja -d explain
fi
