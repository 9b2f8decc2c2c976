#!/usr/bin/env bash
# A CHD that keeps the sheet of its source loses nothing of it, SCMS and letters that CD-TEXT does not have included. One with a
# sheet of its own loses SCMS. Notes are no losses.
tone --sectors 375 a.bin
mkdir apart && cp a.bin apart
printf 'TITLE "A – Ω"\nFILE "a.bin" BINARY\n TRACK 01 AUDIO\n  FLAGS SCMS DCP\n  TITLE "x"\n  REM COMPOSER "y"\n  INDEX 01 00:00:00\n' >kept.cue
sed 's|"a.bin"|"apart/a.bin"|' kept.cue >made.cue
sed 's/SCMS //' made.cue >plain.cue
redbook convert kept.cue --cdtext always --strict -o kept.chd && redbook compare kept.cue kept.chd
redbook convert kept.cue made.cue plain.cue --target chd -o out/ --json 2>/dev/null |
    jq -c '.discs[] | [.path, [.losses[] | .severity, .rule], [.findings[] | .rule]]'
for name in kept made plain; do redbook compare $name.cue out/$name.chd; done
redbook convert kept.cue made.cue plain.cue --target chd -o out/ --force 2>/dev/null | awk 'NR < 5 { print $1, $(NF - 1) }'
