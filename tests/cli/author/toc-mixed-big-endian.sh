#!/usr/bin/env bash
# One BIN with data and big-endian audio, as cdrdao writes it: the TOC names the file twice, and both parts are read as sectors.
sectors mode1 600 1 data.bin user
tone --kind noise --sectors 801 b.wav
redbook author --data data.bin b.wav -o mixed.cue
data=$((750 * 2352))
{ head -c $data mixed.bin; tail -c +$((data + 1)) mixed.bin | dd conv=swab 2>/dev/null; } >both.bin
cat >both.toc <<END
CD_ROM
TRACK MODE1_RAW
DATAFILE "both.bin" 00:10:00
TRACK AUDIO
FILE "both.bin" #$data 0
START 00:02:00
END
redbook compare both.toc mixed.cue
redbook author both.toc -o out.cue && cmp out.bin mixed.bin && cmp out.cue <(sed s/mixed/out/ mixed.cue) && echo equal
# Audio by samples, none of it on a sector boundary.
cat >cut.toc <<END
CD_ROM
TRACK MODE1_RAW
DATAFILE "both.bin" 00:10:00
TRACK AUDIO
SILENCE 00:02:00
FILE "both.bin" #$((data + 150 * 2352 + 400)) 0 300000
START 00:02:00
END
redbook author cut.toc -o cut.cue && cmp <(tail -c +$((900 * 2352 + 1)) cut.bin | head -c 1200000) <(tail -c +$((900 * 2352 + 401)) mixed.bin | head -c 1200000) &&
    redbook compare cut.toc cut.cue
