# tests/interop/mednafen.sh - sourced by run.sh: Mednafen plays our images, and its recordings have the samples of the images
# shellcheck shell=bash
#
# Mednafen plays an audio disc at once and in real time, with samples scaled to three quarters and rounded. The discs are short and
# are played at the same time, each with its own display, settings and recording.

mednafen=$(PATH=$PATH:/usr/games command -v mednafen || true)
about mednafen layout samples
if [ -n "$mednafen" ] && have xvfb-run; then
    mkdir mednafen
    for n in 1 2 3; do tone --kind noise --seed 4$n --sectors $((40 + 10 * n)) mednafen/$n.wav; done
    cat >mednafen/source.cue <<'CUE'
FILE "1.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "2.wav" WAVE
  TRACK 02 AUDIO
    PREGAP 00:00:20
    INDEX 01 00:00:00
FILE "3.wav" WAVE
  TRACK 03 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:00:30
CUE
    played="portable:cue single:cue redump:cue toc:toc ccd:ccd"
    for form in $played; do
        mkdir "mednafen/${form%:*}"
        "$B/redbook" convert -q mednafen/source.cue --target "${form%:*}" -o "mednafen/${form%:*}/disc.${form#*:}"
    done
    # Plays until the whole disc is recorded, for half a minute at most, which is enough on a busy machine.
    cat >mednafen/play.sh <<'PLAY'
"$1" -sound 1 -sounddriver dummy -sound.rate 44100 -soundrecord record.wav "$2" &
for _ in {1..300}; do
    bytes=$(wc -c 2>/dev/null <record.wav)
    [ "${bytes:-0}" -le "$3" ] || break
    sleep 0.1
done
kill $! && wait $!
PLAY
    bytes=$(($(wc -c <mednafen/portable/disc.bin) + 4096))
    for form in $played; do
        (
            cd "mednafen/${form%:*}" && mkdir home &&
                HOME=$PWD/home timeout 60 xvfb-run -a bash ../play.sh "$mednafen" "disc.${form#*:}" "$bytes" >said 2>&1
        ) &
    done
    wait
    for form in $played; do
        check "Mednafen plays the samples of ${form%:*}" python3 - mednafen/portable/disc.bin "mednafen/${form%:*}/record.wav" <<'END'
import array, sys
wanted = array.array('h', open(sys.argv[1], 'rb').read())
record = open(sys.argv[2], 'rb').read()
start = record.index(b'data') + 8
found = array.array('h', record[start:start + 2 * len(wanted)])
assert len(found) == len(wanted), f'{len(found)} of {len(wanted)} values were recorded'
for at, (a, b) in enumerate(zip(wanted, found)):
    assert abs(a * 3 / 4 - b) <= 0.5, f'sample {at // 2}: {a} on the disc, {b} in the recording'
END
    done
else
    skip "Mednafen plays our images" "mednafen, or xvfb-run, is not installed"
fi
