# What the cases about GD-ROMs share: the disc of a pattern, as sheets of one BIN per track have it.

# make_gd NAME TRACK...: each MODE:PREGAP:SECTORS, mode m (MODE1) or a (audio), from track 3 on at lba 45000. Sectors of data
# name their addresses; those of audio are noise, their pregaps silence.
make_gd() {
    local name=$1 lba=0 n=0 mode pregap sectors track first
    [ -e all.bin ] || sectors mode1 46500 3 all.bin all.user
    shift
    for track in "$@"; do
        IFS=: read -r mode pregap sectors <<<"$track"
        n=$((n + 1))
        [ $n != 1 ] || echo 'REM SINGLE-DENSITY AREA'
        [ $n != 3 ] || { echo 'REM HIGH-DENSITY AREA' && lba=45000; }
        first=$lba
        printf 'FILE "%s (Track %d).bin" BINARY\n' "$name" $n
        if [ "$mode" = m ]; then
            printf '  TRACK %02d MODE1/2352\n' $n
            tail -c +$((first * 2352 + 1)) all.bin | head -c $(((pregap + sectors) * 2352)) >"$name (Track $n).bin"
        else
            printf '  TRACK %02d AUDIO\n' $n
            tone --kind noise --seed $n --sectors "$sectors" --format raw-le noise
            head -c $((pregap * 2352)) /dev/zero | cat - noise >"$name (Track $n).bin"
        fi
        [ "$pregap" = 0 ] || printf '    INDEX 00 00:00:00\n'
        printf '    INDEX 01 00:%02d:%02d\n' $((pregap / 75)) $((pregap % 75))
        lba=$((first + pregap + sectors))
    done >"$name.cue"
}
