#!/usr/bin/env bash
# The page: the same bytes with any number of threads and in any locale, with any texts; its content; its size.
tone --kind music --level 80 --sectors 800 a.flac
tone --kind noise --level 30 --sectors 600 --seed 2 b.flac
tone --kind sine --level 100 --sectors 400 c.flac
redbook author a.flac b.flac c.flac --gap 2s,0 -o out.cue --title '</title><script>alert(1)</script>' --performer 'Björk & Co' \
    --track 1:title='First' --track 2:title='<b>Second</b>'
report() { # FOLDER OPTION...
    env LC_ALL="${locale:-C}" redbook report -q out.cue -o "$@" --client 'A Client' --date 2026-11-28
}
report paper
report again -j 1
locale=de_DE.UTF-8 report german -j 7
report silent --joins 0
report longer --joins 9s
cmp paper/report.html again/report.html
cmp paper/report.html german/report.html
# The bytes of the audio depend on the version of the encoder.
grep -v '^<script type="text/plain"' paper/report.html >page.html
grep -v '^<script type="text/plain"' silent/report.html | grep -c '<button'
grep -c '^<script type="text/plain"' paper/report.html
[ "$(stat -c %s longer/report.html)" -gt "$(stat -c %s paper/report.html)" ] && echo longer
sha256sum <page.html
sed -e '/<style>/,/<\/style>/d' -e '/^<script>/,/<\/script>/d' -e "s/'sha256-[^']*'/HASH/g" -e 's/ d="[^"]*"//g' page.html
