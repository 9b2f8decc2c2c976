/*
 * readers TOOLS LIBRARY PLACE [READER] - reads a disc while it is repeatedly replaced by another one
 *
 * One process continuously replaces each of two discs by the other; other processes read the disc: its layout, its tracks
 * as files, its conversion. Each reader finds one disc or the other, complete, never parts of both, and always finds one.
 * A reader may report that the disc changed during each of its attempts; such cases are counted.
 *
 * FAULTS=all reads 10,000 times.
 */
#include "faults/run.h"
#include "faults/shapes.h"
#include "faults/tree.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS        30 /* reads by each reader with each writer */
#define ROUNDS_OF_ALL 1000

/* Both ways to write, with the name of the disc inserted. */
static const struct writer {
    const char *name;
    const char *line;
} writers[] = {
    {"author", "redbook author -f -q --jobs 1 --short-tracks allow in/%s.cue -o out/x.cue"},
    {"split", "redbook convert -f -q --jobs 1 in/%s.cue --target redump -o out/x.cue"},
};

/* A reader; its output and the files it writes to the folder "got" must be those of one disc. */
static const struct reader {
    const char *name;
    const char *line;
} readers[] = {
    {"info", "redbook info -q out/x.cue"},
    {"extract", "redbook extract -f -q out/x.cue -o got"},
    {"extract of FLAC", "redbook extract -f -q --format flac out/x.cue -o got"},
    {"convert", "redbook convert -f -q out/x.cue --target single -o got/y.cue"},
    {"check", "redbook check -q --profile emulator out/x.cue"},
};

static const char *const discs[] = {"a", "b"};

static char got[4096];

/* Output and files of a reader. */
typedef struct answer {
    int status;
    char output[RUN_OUTPUT_BYTES];
    tree files;
} answer;

static void ask(const char *line, answer *a)
{
    static run_result result;
    run_line(line, NULL, &result);
    a->status = result.signal ? -result.signal : result.status;
    memcpy(a->output, result.output, sizeof a->output);
    tree_take(&a->files, got);
}

static bool same_answer(const answer *a, const answer *b)
{
    return a->status == b->status && strcmp(a->output, b->output) == 0 && tree_equal(&a->files, &b->files, true);
}

static void write_disc(const struct writer *w, const char *disc)
{
    static run_result result;
    char line[256];
    snprintf(line, sizeof line, w->line, disc);
    run_line(line, NULL, &result);
    if (result.status != 0) {
        fprintf(stderr, "faults: '%s' ended with %d: %s\n", line, result.status, result.output);
        exit(2);
    }
}

/* Writes both discs in turn until it is killed; with its own folder for output. */
static pid_t begin_writing(const struct writer *w, char **argv)
{
    char place[4096];
    pid_t child = fork();
    (void)setpgid(child, child);
    if (child != 0)
        return child;
    snprintf(place, sizeof place, "%s/writer", argv[3]);
    (void)mkdir(place, 0777);
    run_begin(argv[1], argv[2], argv[3]);
    run_apart(place);
    run_with_own_servers();
    for (unsigned i = 0;; i++)
        write_disc(w, discs[i % 2]);
}

/* Kills the writer, between two commands or during one, and the program it has started. */
static void end_writing(pid_t child)
{
    int status;
    kill(-child, SIGKILL);
    (void)waitpid(child, &status, 0);
    while (kill(-child, 0) == 0)
        usleep(1000);
}

static void describe(const answer *found, const answer expected[2], char *why, size_t size)
{
    int used = snprintf(why, size, "it found neither; exit status %d, said: %.2000s", found->status, found->output);
    for (size_t i = 0; i < found->files.count && used < (int)size - 400; i++)
        used += snprintf(why + used, size - (size_t)used, "\n  there: %s, %zu bytes%s%s", found->files.files[i].name,
                         found->files.files[i].size,
                         tree_file_is(&expected[0].files, &found->files.files[i]) ? ", of the one" : "",
                         tree_file_is(&expected[1].files, &found->files.files[i]) ? ", of the other" : "");
}

static void try_reader(const struct writer *w, const struct reader *r, char **argv)
{
    static answer expected[2], found;
    const char *faults = getenv("FAULTS");
    int rounds = faults && strcmp(faults, "all") == 0 ? ROUNDS_OF_ALL : ROUNDS, overtaken = 0, seen[2] = {0, 0};
    const tree nothing = {.count = 0};
    char name[256], why[4096] = "";
    for (int i = 0; i < 2; i++) {
        tree_put(&nothing, got, true);
        write_disc(w, discs[i]);
        ask(r->line, &expected[i]);
    }
    pid_t child = begin_writing(w, argv);
    for (int i = 0; i < rounds && !why[0]; i++) {
        ask(r->line, &found);
        bool one = same_answer(&found, &expected[0]), other = same_answer(&found, &expected[1]);
        seen[0] += one;
        seen[1] += other;
        if (!one && !other && strstr(found.output, "was replaced or changed while"))
            overtaken++;
        else if (!one && !other)
            describe(&found, expected, why, sizeof why);
        tree_release(&found.files);
    }
    end_writing(child);
    snprintf(name, sizeof name, "%s while %s replaces: %d times the one, %d the other, overtaken %d times", r->name,
             w->name, seen[0], seen[1], overtaken);
    if (!why[0] && overtaken > rounds / 10)
        snprintf(why, sizeof why, "it was overtaken too often");
    run_ok(!why[0], name, "%s", why);
    tree_release(&expected[0].files);
    tree_release(&expected[1].files);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: readers TOOLS LIBRARY PLACE [READER]\n");
        return 2;
    }
    char out[4096];
    run_begin(argv[1], argv[2], argv[3]);
    run_with_servers();
    shapes_prepare(argv[3]);
    snprintf(out, sizeof out, "%s/" SHAPE_FOLDER, argv[3]);
    snprintf(got, sizeof got, "%s/got", argv[3]);
    for (size_t w = 0; w < sizeof writers / sizeof writers[0]; w++)
        for (size_t r = 0; r < sizeof readers / sizeof readers[0]; r++) {
            const tree nothing = {.count = 0};
            if (argc > 4 && strcmp(argv[4], readers[r].name) != 0)
                continue;
            tree_put(&nothing, out, true);
            try_reader(&writers[w], &readers[r], argv);
        }
    return run_done();
}
