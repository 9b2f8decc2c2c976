/*
 * Sources are small, since every byte of them is compared thousands of times. The two discs have the same length, so that
 * old and new differ only in their bytes unless the shape states otherwise.
 */
#include "faults/shapes.h"

#include "faults/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define AUTHOR  "redbook author --jobs 1 --short-tracks allow "
#define CONVERT "redbook convert --jobs 1 "
#define EXTRACT "redbook extract --tracks 1-3 "
#define HASH    "redbook hash --algorithm md5 --files "
#define SONGS   "in/one.wav in/two.flac in/three.wav "
#define READ    "redbook-burn read -q --device virtual:in/drive "
#define INFO    "redbook info -q out/x.cue"

const shape shapes[] = {
    {"author, new", NULL, AUTHOR "in/a.cue -o out/x.cue", INFO, "x.cue", false, false},
    {"author, replaced", AUTHOR "in/b.cue -o out/x.cue", AUTHOR "-f in/a.cue -o out/x.cue", INFO, "x.cue", false,
     false},
    {"author of songs, replaced", AUTHOR "in/b.cue -o out/x.cue", AUTHOR "-f " SONGS "-o out/x.cue", INFO, "x.cue",
     false, false},
    {"author with packs, new", NULL, AUTHOR "--cdtext always in/a.cue -o out/x.cue", INFO, "x.cue", false, false},
    {"author with packs, replaced", AUTHOR "--cdtext always in/b.cue -o out/x.cue",
     AUTHOR "-f --cdtext always in/a.cue -o out/x.cue", INFO, "x.cue", false, false},
    {"split, new", NULL, CONVERT "in/a.cue --target redump -o out/x.cue", INFO, "x.cue", false, false},
    {"split, replaced", CONVERT "in/b.cue --target redump -o out/x.cue",
     CONVERT "-f in/a.cue --target redump -o out/x.cue", INFO, "x.cue", false, false},
    {"split into WAV, replaced", CONVERT "in/b.cue --target wav -o out/x.cue",
     CONVERT "-f in/a.cue --target wav -o out/x.cue", INFO, "x.cue", false, false},
    {"merge, new", NULL, CONVERT "in/split.cue --target single -o out/x.cue", INFO, "x.cue", false, false},
    {"merge, replaced", CONVERT "in/b.cue --target single -o out/x.cue",
     CONVERT "-f in/split.cue --target single -o out/x.cue", INFO, "x.cue", false, false},
    {"merge over a split", CONVERT "in/b.cue --target redump -o out/x.cue",
     CONVERT "-f in/split.cue --target single -o out/x.cue", INFO, "x.cue", false, false},
    {"convert songs, replaced", CONVERT "in/b.cue --target redump -o out/x.cue",
     CONVERT "-f in/songs.cue --target redump -o out/x.cue", INFO, "x.cue", false, false},
    {"TOC, replaced", CONVERT "in/b.cue -o out/x.toc", CONVERT "-f in/a.cue -o out/x.toc", "redbook info -q out/x.toc",
     "x.toc", false, false},
    {"CCD, replaced", CONVERT "in/b.cue -o out/x.ccd", CONVERT "-f in/a.cue -o out/x.ccd", "redbook info -q out/x.ccd",
     "x.ccd", false, false},
    {"DDP, new", NULL, CONVERT "--force-delivery --target ddp in/a.cue -o out", "redbook info -q out", "DDPID", false,
     false},
    {"DDP, replaced", CONVERT "--force-delivery --target ddp in/b.cue -o out",
     CONVERT "-f --force-delivery --target ddp in/a.cue -o out", "redbook info -q out", "DDPID", false, false},
    {"CHD, new", NULL, CONVERT "in/a.cue -o out/x.chd", "redbook info -q out/x.chd", "x.chd", false, false},
    {"CHD, replaced", CONVERT "in/b.cue -o out/x.chd", CONVERT "-f in/a.cue -o out/x.chd", "redbook info -q out/x.chd",
     "x.chd", false, false},
    {"the sheet in a CHD, new", NULL, CONVERT "in/a.chd -o out/x.cue", INFO, "x.cue", false, false},
    {"the sheet in a CHD, replaced", CONVERT "in/a.chd -o out/x.cue", CONVERT "-f in/a.chd -o out/x.cue", INFO, "x.cue",
     false, false},
    {"ISO, new", NULL, CONVERT "in/data.cue -o out/x.iso", "redbook info -q --mode mode1/2048 out/x.iso", NULL, false,
     false},
    {"ISO, replaced", CONVERT "in/more.cue -o out/x.iso", CONVERT "-f in/data.cue -o out/x.iso",
     "redbook info -q --mode mode1/2048 out/x.iso", NULL, false, false},
    {"extract, new", NULL, EXTRACT "in/a.cue -o out", "redbook info -q out/03.wav", NULL, true, false},
    {"extract, replaced", EXTRACT "in/b.cue -o out", EXTRACT "-f in/a.cue -o out", "redbook info -q out/03.wav", NULL,
     true, false},
    {"extract with tags, new", NULL, EXTRACT "--format flac in/tagged.cue -o out", "redbook info -q out/03.flac", NULL,
     true, false},
    {"extract with tags, replaced", EXTRACT "--format flac in/tagged.cue --pregap drop -o out",
     EXTRACT "-f --format flac in/tagged.cue -o out", "redbook info -q out/03.flac", NULL, true, false},
    {"extract data, replaced", "redbook extract in/more.cue -o out", "redbook extract -f in/data.cue -o out",
     "redbook info -q --mode mode1/2048 out/01.iso", NULL, true, false},
    {"manifest, new", NULL, HASH "in/a.cue -o out/x.md5", "redbook hash -q -c out/x.md5", NULL, false, false},
    {"manifest, replaced", HASH "in/b.cue -o out/x.md5", HASH "-f in/a.cue -o out/x.md5",
     "redbook hash -q -c out/x.md5", NULL, false, false},
    {"report, new", NULL, "redbook report --jobs 1 --profile emulator --no-pdf in/a.cue -o out",
     "redbook hash -q -c out/pq.csv", NULL, true, false},
    {"edit of sheet and packs", AUTHOR "--cdtext always in/b.cue -o out/x.cue",
     "redbook edit -q out/x.cue --track 1:title=Other --mcn 4006381333931", INFO, "x.cue", false, false},
    {"edit that makes packs", AUTHOR "in/b.cue -o out/x.cue", "redbook edit -q out/x.cue --composer Other", INFO,
     "x.cue", false, false},
    {"edit that removes packs", AUTHOR "--cdtext always in/b.cue -o out/x.cue",
     "redbook edit -q out/x.cue --title=", INFO, "x.cue", false, false},
    {"match, renamed", CONVERT "in/split.chd -o out/x.cue", "redbook match --rename --dat in/x.dat out/x.cue", INFO,
     "x.cue", false, false},
    {"sheet, new", NULL, "redbook sheet -q " SONGS "-o out/x.cue", "redbook info -q --any-path out/x.cue", NULL, false,
     false},
    {"sheet, replaced", "redbook sheet -q in/one.wav -o out/x.cue", "redbook sheet -q -f " SONGS "-o out/x.cue",
     "redbook info -q --any-path out/x.cue", NULL, false, false},
    {"text, new", NULL, "redbook text in/a.cdt -o out/x.txt", "redbook text -q out/x.txt", NULL, false, false},
    {"text, replaced", "redbook text in/b.cdt -o out/x.txt", "redbook text -f in/a.cdt -o out/x.txt",
     "redbook text -q out/x.txt", NULL, false, false},
    {"TOC, new", NULL, CONVERT "in/a.cue -o out/x.toc", "redbook info -q out/x.toc", "x.toc", false, false},
    {"CCD, new", NULL, CONVERT "in/a.cue -o out/x.ccd", "redbook info -q out/x.ccd", "x.ccd", false, false},
    {"GDI, new", NULL, CONVERT "in/gd.gdi --target gdi -o out/x.gdi", "redbook info -q out/x.gdi", "x.gdi", false,
     false},
    {"GDI, replaced", CONVERT "in/he.gdi --target gdi -o out/x.gdi", CONVERT "-f in/gd.gdi --target gdi -o out/x.gdi",
     "redbook info -q out/x.gdi", "x.gdi", false, false},
    {"CHD of a GDI, replaced", CONVERT "in/he.gdi -o out/x.chd", CONVERT "-f in/gd.gdi -o out/x.chd",
     "redbook info -q out/x.chd", "x.chd", false, false},
    {"CUE of a DDP, replaced", CONVERT "in/b.cue -o out/x.cue", CONVERT "-f in/ddp -o out/x.cue", INFO, "x.cue", false,
     false},
    {"read of a disc, new", NULL, READ "-o out/x.cue", INFO, "x.cue", false, false},
    {"read of a disc, replaced", AUTHOR "in/b.cue -o out/x.cue", READ "-f -o out/x.cue", INFO, "x.cue", false, false},
    {"the published interface, replaced", "samples/imapi_wavs out/x.cue in/long.wav",
     "samples/imapi_wavs out/x.cue in/long.wav in/four.wav", INFO, "x.cue", false, true},
};
const size_t shape_count = sizeof shapes / sizeof shapes[0];

const shape queries[] = {
    {"info", NULL, "redbook info in/a.cue", NULL, NULL, false, false},
    {"info of audio", NULL, "redbook info in/two.flac", NULL, NULL, false, false},
    {"check", NULL, "redbook check --profile emulator in/a.cue", NULL, NULL, false, false},
    {"check of data", NULL, "redbook check --profile emulator in/data.cue", NULL, NULL, false, false},
    {"check of a CHD", NULL, "redbook check --profile emulator in/a.chd", NULL, NULL, false, false},
    {"compare", NULL, "redbook compare in/a.cue in/split.cue", NULL, NULL, false, false},
    {"compare of subchannels", NULL, "redbook compare in/a.cue in/sub.ccd", NULL, NULL, false, false},
    {"hash", NULL, "redbook hash in/a.cue", NULL, NULL, false, false},
    {"hash of a manifest", NULL, "redbook hash -c in/a.md5", NULL, NULL, false, false},
    {"match", NULL, "redbook match in/split.cue --dat in/a.dat", NULL, NULL, false, false},
    {"text", NULL, "redbook text in/a.cdt", NULL, NULL, false, false},
    {"plan of a write", NULL, "redbook-burn plan --short-tracks in/a.cue", NULL, NULL, false, false},
    {"verify", NULL, "redbook-burn verify --device virtual:in/drive in/long.cue", NULL, NULL, false, false},
    {"info of a drive", NULL, "redbook-burn info --device virtual:in/drive", NULL, NULL, false, false},
};
const size_t query_count = sizeof queries / sizeof queries[0];

/* ------------------------------------------------------------------ sources */

static run_result result; /* of the last line */

static void make(const char *line)
{
    run_line(line, NULL, &result);
    if (result.status == 0)
        return;
    fprintf(stderr, "faults: '%s' ended with %d: %s\n", line, result.status, result.output);
    exit(2);
}

static void write_text(const char *place, const char *name, const char *text)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/in/%s", place, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        fprintf(stderr, "faults: cannot write '%s'\n", path);
        exit(2);
    }
}

/* A .dat with one game, whose files are called x. */
static void write_dat(const char *place, const char *name, const char *entry)
{
    static char text[RUN_OUTPUT_BYTES + 64];
    const char *old = "split";
    size_t used = 0;
    while (*entry && used + 2 < sizeof text)
        if (strncmp(entry, old, strlen(old)) == 0) {
            text[used++] = 'x';
            entry += strlen(old);
        } else {
            text[used++] = *entry++;
        }
    text[used] = '\0';
    write_text(place, name, text);
}

#define TRACKS(tags)                                                                                                   \
    "  TRACK 01 AUDIO\n" tags                                                                                          \
    "    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:00:50\n    INDEX 01 00:00:55\n"                          \
    "  TRACK 03 AUDIO\n" tags "    INDEX 01 00:01:40\n"

void shapes_prepare(const char *place)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/in", place);
    if (mkdir(path, 0777) != 0) {
        perror(path);
        exit(2);
    }
    make("gen/tone --kind noise --seed 1 --sectors 160 in/a.bin");
    make("gen/tone --kind noise --seed 2 --sectors 160 in/b.bin");
    make("gen/tone --kind noise --seed 3 --sectors 60 in/one.wav");
    make("gen/tone --kind noise --seed 4 --frames 12345 --format flac --title Two in/two.flac");
    make("gen/tone --kind noise --seed 5 --rate 22050 --frames 20000 in/three.wav");
    make("gen/sectors mode1 40 6 in/data.bin in/data.user");
    make("gen/sectors mode1 40 7 in/more.bin in/more.user");
    write_text(place, "a.cue", "TITLE \"Album\"\nFILE \"a.bin\" BINARY\n" TRACKS(""));
    write_text(place, "b.cue", "TITLE \"Other\"\nFILE \"b.bin\" BINARY\n" TRACKS(""));
    write_text(place, "tagged.cue",
               "TITLE \"Album\"\nPERFORMER \"Band\"\nFILE \"a.bin\" BINARY\n" TRACKS("    ISRC DEA452400001\n"));
    write_text(place, "data.cue", "FILE \"data.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n");
    write_text(place, "more.cue", "FILE \"more.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n");
    write_text(place, "songs.cue",
               "FILE \"one.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE \"three.wav\" WAVE\n"
               "  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n");
    make(CONVERT "in/a.cue --target redump -o in/split.cue");
    make(CONVERT "in/split.cue -o in/split.chd");
    make("redbook match --write-entry in/split.cue");
    write_dat(place, "x.dat", result.output);
    make(CONVERT "in/a.cue -o in/a.chd");
    make(CONVERT "in/a.cue -o in/sub.ccd");
    make(AUTHOR "--cdtext always in/a.cue -o in/pa.cue");
    make(AUTHOR "--cdtext always in/b.cue -o in/pb.cue");
    make("gen/tone --kind noise --seed 9 --sectors 330 in/four.wav");
    make("gen/tone --kind noise --seed 10 --sectors 320 in/long.bin");
    make("gen/tone --kind noise --seed 13 --sectors 310 in/long.wav");
    make("gen/sectors mode1 45 8 in/track01.bin in/gd1.user");
    make("gen/tone --kind noise --seed 11 --sectors 40 in/track02.bin");
    make("gen/tone --kind noise --seed 12 --sectors 40 in/track04.bin");
    make("gen/sectors mode1 50 9 in/track03.bin in/gd3.user");
    write_text(place, "gd.gdi",
               "3\n1 0 4 2352 track01.bin 0\n2 450 0 2352 track02.bin 0\n3 45000 4 2352 track03.bin 0\n");
    write_text(place, "he.gdi",
               "3\n1 0 4 2352 track01.bin 0\n2 450 0 2352 track04.bin 0\n3 45000 4 2352 track03.bin 0\n");
    write_text(place, "longer.cue", "FILE \"four.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    write_text(place, "long.cue", "FILE \"long.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    make(CONVERT "--force-delivery --target ddp in/a.cue -o in/ddp/");
    make(HASH "in/a.cue -o in/a.md5");
    make("redbook match -q --write-entry in/split.cue");
    write_text(place, "a.dat", result.output);
    make("redbook-burn write -q --yes --device virtual:in/drive in/long.cue");
    make("redbook text in/pa.cdt -o in/a.cdt");
    make("redbook text in/pb.cdt -o in/b.cdt");
}
