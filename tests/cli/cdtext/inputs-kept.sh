#!/usr/bin/env bash
# Files of texts that were read are not replaced, by whatever name or link the output has.
tone --sectors 400 a.wav
tone --sectors 400 b.wav
sheet() { printf 'TITLE "%s"\nFILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1"; }
sheet Night >en.cue
sheet Nacht >de.cue
{ printf 'CDTEXTFILE "de.cdt"\n' && sheet Nacht; } >packs.cue
sed 's/a.wav/none.wav/' packs.cue >missing.cue
redbook text de.cue -q -o de.cdt
redbook text de.cue -q -o de.txt
ln -s de.cue soft.cue && ln de.cue hard.cue && ln -s de.cdt soft.cdt && ln de.cdt hard.cdt
sum() { cat a.wav b.wav *.cue *.txt *.cdt | cksum; }
before=$(sum)
try() {
    echo "\$ redbook $*" && redbook "$@" -q -f
    echo "exit $?"
    [ "$before" = "$(sum)" ] || { echo "a file was replaced" && before=$(sum); }
}
{
    for out in de.cdt soft.cdt hard.cdt; do
        try text en.cue --add de=de.cdt -o $out
        try text en.cue --add de=packs.cue -o $out
        try text en.cue --add de=missing.cue -o $out
        try text missing.cue -o $out
        try author en.cue --cdtext-language de=packs.cue -o out.cue --depfile $out
    done
    try text de.cdt --add fr=de.txt -o de.txt
    try text en.cue --add de=de.cue -o de.cue --to cdt
    try text de.txt --add fr=en.cue -o a.wav --to cdt
    try author b.wav --cdtext-language de=soft.cue -o de.cue
    try author b.wav --cdtext-language de=hard.cue -o de.cue
    try author b.wav --cdtext-language de=de.cue -o soft.cue
    try author b.wav --cdtext-language de=soft.cdt -o de.cue
    try author b.wav --cdtext-language de=de.cdt -o hard.cue
    try author b.wav --cdtext-language de=soft.cue -o out.cue --depfile hard.cue
    # What the command is for: another language in the packs that were read.
    try text de.cdt --add fr=en.cue -o de.cdt
    redbook text de.cdt -q | grep -c '^block'
} 2>&1
