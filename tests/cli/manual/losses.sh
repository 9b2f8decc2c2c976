#!/usr/bin/env bash
# The table of the manual says what each target loses of discs that have everything; here each is converted, and what
# convert reports is that table.
. "$TREE/tests/cli/convert/everything.bash"
. "$TREE/tests/cli/convert/gdi.bash"
manual=$TREE/tools/manual/formats.md
make_everything
# Audio alone, with the same; a disc with packs in two languages and a genre code; one with graphics; a game; a GD-ROM.
sed '/TRACK 03/,$d' everything.cue >audio.cue
cat >two.cue <<'END'
TITLE "Both"
REM GENRE "Rock Music"
PERFORMER "Band"
FILE "sound.bin" BINARY
  TRACK 01 AUDIO
    TITLE "One"
    PERFORMER "Band"
    INDEX 01 00:00:00
END
redbook author -q two.cue --cdtext always -o languages.cue || exit
sed s/Both/Beide/ two.cue >deutsch.cue
redbook text -q languages.cdt --add German=deutsch.cue -f -o languages.cdt || exit
awk 'BEGIN { for (p = 0; p < 400 * 4; p++) { printf "\\11\\6\\0\\0"; for (s = 0; s < 16; s++) printf "\\%o", (p * 7 + s * 5) % 64; printf "\\0\\0\\0\\0" } }' |
    xargs -0 printf '%b' >sound.cdg
redbook convert -q --cdg two.cue -o graphics.ccd || exit
sectors mode1 300 7 game.bin game.user
printf 'CATALOG 4006381333931\nTITLE "Game"\nFILE "game.bin" BINARY\n TRACK 01 MODE1/2352\n FLAGS DCP\n ISRC DEA452400001\n INDEX 01 00:00:00\n INDEX 02 00:02:00\n' >game.cue
make_gd g m:0:300 a:150:302 m:0:100 a:150:200 m:225:120
# reported DISC TARGET [OPTION]...: the rules of what is lost or changed, "nothing" where there is none, "-" where it is refused.
reported() {
    local out=$2.cue rules
    case $2 in toc | ccd | gdi | chd | iso) out=$2/disc.$2 ;; ddp) out=ddp ;; *) out=$2/disc.cue ;; esac
    [ "$2" = ddp ] || mkdir -p "$2"
    # shellcheck disable=SC2046
    redbook convert "$1" --target "$2" "${@:3}" -f -o "$out" --json $([ "$2" != ddp ] || echo --force-delivery) >report.json 2>/dev/null
    if [ "$(jq .written report.json)" != true ]; then echo -; return; fi
    rules=$(jq -r '.losses[].rule' report.json | sort -u | paste -sd, | sed 's/,/, /g')
    echo "${rules:-nothing}"
    rm -rf ddp
}
{
    echo '| target | audio and data | audio | texts in two languages | the same, `--cdtext never` | graphics | game | GD-ROM |'
    echo '|---|---|---|---|---|---|---|---|'
    for target in portable redump single eac cdrwin wav toc ccd gdi chd ddp iso; do
        printf '| `%s` |' $target
        for disc in everything.cue audio.cue languages.cue 'languages.cue --cdtext never' graphics.ccd game.cue g.cue; do
            # shellcheck disable=SC2086
            printf ' %s |' "$(reported ${disc%% *} $target ${disc#"${disc%% *}"})"
        done
        echo
    done
} >found
sed -n '/^| target | audio and data |/,/^$/p' "$manual" | sed '/^$/d' | diff - found && echo 'the table is what convert reports'
