# tests/interop/cdtext.sh - sourced by run.sh: libcdio and libburn read our packs, and we read what libburn writes from them
# shellcheck shell=bash

cat >text.txt <<'END'
Input Sheet Version = 0.7T
Text Code           = 8859
Language Code       = English
Album Title         = A title that runs on through more than one pack, and through another one
Artist Name         = Caf\xe9 Art
Songwriter          = S
Album Message       = N
Catalog Number      = CAT-001
Genre Code          = Rock Music
Genre Information   = Fuzz, and much more of it than fits into one
Closed Information  = Nobody sees this
UPC / EAN           = 4006381333931
Text Data Copy Protection = ON
First Track Number  = 1
Last Track Number   = 3
Track 01 Title      = One
Track 01 Artist     = Art
Track 01 Message    = M
ISRC 01             = USRC17607839
Track 02 Title      = Two
Track 02 Artist     = Art
ISRC 02             = USRC17607840
Track 03 Title      = Three
Track 03 Artist     = Zed
END
python3 -c "
text = open('text.txt', encoding='ascii').read().replace('\\\\xe9', chr(0xE9))
german = text.replace('English', 'German').replace('One', 'Eins').replace('Two', 'Zwei').replace('Three', 'Drei')
open('text.txt', 'wb').write(text.encode('latin-1'))
open('two.txt', 'wb').write((text + german).encode('latin-1'))"
about
for sheet in text two; do
    check "$sheet.txt is encoded as packs" "$B/redbook" text $sheet.txt -o $sheet.cdt
done

about libcdio cdtext
if have cd-info; then
    tone --sectors 900 text.bin
    printf 'CDTEXTFILE "two.cdt"\nFILE "text.bin" BINARY\n' >text.cue
    for track in 1 2 3; do
        printf '  TRACK 0%s AUDIO\n    INDEX 01 00:%02d:00\n' $track $(((track - 1) * 4)) >>text.cue
    done
    cat >wanted <<'END'
Language 0 'English':
TITLE: A title that runs on through more than one pack, and through another one
SONGWRITER: S
MESSAGE: N
UPC_EAN: 4006381333931
GENRE: Fuzz, and much more of it than fits into one
DISC_ID: CAT-001
GENRE_CODE: 23 (Rock Music)
TITLE: One
MESSAGE: M
ISRC: USRC17607839
TITLE: Two
ISRC: USRC17607840
TITLE: Three
Language 1 'German':
TITLE: Eins
TITLE: Zwei
TITLE: Drei
END
    cd-info --no-header --no-device-info --cue-file=text.cue 2>/dev/null </dev/null | sed 's/^[[:blank:]]*//' >said
    # The lines have to come in this order; there may be others between them.
    check "cd-info: the texts of two blocks through CDTEXTFILE" python3 -c "
said = iter(open('said', encoding='utf-8', errors='replace').read().splitlines())
missing = [line for line in open('wanted').read().splitlines() if line not in said]
assert not missing, missing"
    equal "cd-info: performers, with TABs expanded" "Art Art Zed Art Art Zed" \
        "$(sed -n 's/^PERFORMER: \([AZ]\)/\1/p' said | tr '\n' ' ' | sed 's/ $//')"
    skip "cd-info: a text of track 1 if the album has none" "libcdio 2.1.0 shows a text of track 1 for an album that has none"
else
    skip "cd-info: the texts of two blocks through CDTEXTFILE" "cd-info (libcdio-utils) is not installed"
fi

about libburn cdtext their-texts
if have cdrskin; then
    for sheet in text two; do
        cdrskin textfile_to_v07t=$sheet.cdt 2>/dev/null </dev/null | grep -a = >back.txt
        check "cdrskin converts $sheet.cdt to sheets that we read" "$B/redbook" text --force back.txt -o back.cdt
        same_bytes "cdrskin: $sheet.cdt comes back byte for byte" $sheet.cdt back.cdt
    done
else
    skip "cdrskin reads our packs" "cdrskin is not installed"
fi

# The packs that author writes next to its sheet: those of the source byte for byte, or encoded from texts.
[ -e text.bin ] || tone --sectors 900 text.bin
[ -e text.cue ] || printf 'CDTEXTFILE "two.cdt"\nFILE "text.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:04:00\n  TRACK 03 AUDIO\n    INDEX 01 00:08:00\n' >text.cue
check "author keeps the packs of text.cue" "$B/redbook" author --quiet text.cue -o sung.cue
same_bytes "author: the packs next to the new sheet are those of the source" two.cdt sung.cdt
check "author encodes packs from texts" "$B/redbook" author --quiet text.cue --cdtext always --composer 'Józef' \
    --track 2:title='Été' -f -o made.cue
if have cd-info; then
    cd-info --no-header --no-device-info --cue-file=sung.cue 2>/dev/null </dev/null | sed 's/^[[:blank:]]*//' >said
    check "cd-info: the texts that author wrote" python3 -c "
said = iter(open('said', encoding='utf-8', errors='replace').read().splitlines())
missing = [line for line in open('wanted').read().splitlines() if line not in said]
assert not missing, missing"
fi
if have cdrskin; then
    cdrskin textfile_to_v07t=made.cdt 2>/dev/null </dev/null | grep -a = | iconv -f latin1 -t utf-8 >made.txt
    for line in 'Composer *= Józef' 'Track 02 Title *= Été' 'UPC / EAN *= 4006381333931'; do
        check "cdrskin: made.cdt has $line" grep -q "^$line\$" made.txt
    done
fi

# A TOC with two languages and byte values, as written by hand and as written by us after reading it.
cat >theirs.toc <<'TOC'
CD_DA
CATALOG "4006381333931"
CD_TEXT {
  LANGUAGE_MAP { 0 : EN 1 : 8 }
  LANGUAGE 0 {
    TITLE "Album" PERFORMER "Art" DISC_ID "CAT-001" GENRE { 0, 23, 70, 117, 122, 122, 0 } RESERVED4 "closed"
    UPC_EAN "4006381333931" SIZE_INFO { 0, 1, 2, 3, 2, 2, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 4, 3, 13, 6, 0, 0, 0, 0,
    0, 0, 9, 8, 0, 0, 0, 0, 0, 0 }
  }
  LANGUAGE 1 { TITLE "Platte" PERFORMER "K\374nstler" }
}
TRACK AUDIO
ISRC "USRC17607839"
CD_TEXT {
  LANGUAGE 0 { TITLE "One" PERFORMER "Art" ISRC "USRC17607839" }
  LANGUAGE 1 { TITLE "Eins" PERFORMER "K\374nstler" }
}
AUDIOFILE "text.wav" 0 00:05:00
TRACK AUDIO
CD_TEXT {
  LANGUAGE 0 { TITLE "Two" PERFORMER "Zed" ISRC "" }
  LANGUAGE 1 { TITLE "Zwei" PERFORMER "Zed" }
}
AUDIOFILE "text.wav" 00:05:00 00:05:00
TOC
tone --sectors 900 text.wav
if "$B/gen/descriptor" toc theirs.toc >ours.toc 2>ours.told; then
    ok "a TOC of two languages is read and written"
else
    not_ok "a TOC of two languages is read and written" "$(cat ours.told)"
fi
for toc in theirs ours; do
    check "the $toc TOC of two languages is authored" "$B/redbook" author --quiet -f $toc.toc -o $toc.cue
    if have cdrdao; then
        check "cdrdao show-toc: the $toc TOC of two languages" cdrdao show-toc $toc.toc
        check "cdrdao read-test: the $toc TOC of two languages" cdrdao read-test $toc.toc
    else
        skip "cdrdao show-toc: the $toc TOC of two languages" "cdrdao is not installed"
    fi
done
same_bytes "both TOCs of two languages give the same packs" theirs.cdt ours.cdt
if have cdrskin; then
    cdrskin textfile_to_v07t=ours.cdt 2>/dev/null </dev/null | grep -a = | iconv -f latin1 -t utf-8 >ours.txt
    for line in 'Language Code *= German' 'Artist Name *= Künstler' 'Closed Information *= closed' 'Genre Information *= Fuzz'; do
        check "cdrskin: the packs of our TOC have $line" grep -q "^$line\$" ours.txt
    done
fi
