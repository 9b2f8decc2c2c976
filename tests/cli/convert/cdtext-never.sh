#!/usr/bin/env bash
# Without packs a sheet has one language, which reads as English, and no genre code, closed information or copyright flag: each is
# an item of the losses under every target, and --strict writes nothing. Descriptors that hold packs themselves lose none.
tone --sectors 750 a.bin
printf '%s\n' 'Input Sheet Version = 0.7T' 'Text Code = 8859' 'Language Code = English' 'Album Title = Album' \
    'Genre Code = Rock Music' 'Closed Information = Secret' 'Text Data Copy Protection = ON' 'First Track Number = 1' \
    'Last Track Number = 2' 'Track 1 Title = One' 'Track 2 Title = Two' >en.txt
sed 's/English/German/; s/= Album$/= Buch/' en.txt >de.txt
redbook text -q en.txt --add de=de.txt -o both.cdt && redbook text -q de.txt -o german.cdt || exit
for name in both german; do
    printf 'CDTEXTFILE "%s.cdt"\nFILE "a.bin" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n TRACK 02 AUDIO\n  INDEX 01 00:05:00\n' \
        $name >$name.cue
done
mkdir out
for target in portable redump single eac cdrwin wav toc ccd chd; do
    case $target in toc | ccd | chd) end=$target ;; *) end=cue ;; esac
    for name in both german; do
        redbook convert $name.cue --target $target --cdtext never --strict -o out/$target-$name.$end 2>report
        echo "$target $name: exit $?, $(find out -name "$target-$name*" | wc -l) files"
        grep -v ': note:' report | sed "s/^redbook: /  /"
    done
done
# The sheet in a CHD has them too if it is made for it.
mkdir apart && sed 's|"a.bin"|"apart/a.bin"|' both.cue >made.cue && cp a.bin apart
redbook convert -q made.cue --cdtext never --strict -o made.chd && redbook compare made.cue made.chd
redbook convert both.cue --cdtext never -o losses.cue --json 2>/dev/null | jq -r '.losses[].text'
