/*
 * endure - authors, converts and compares the same albums repeatedly in one process, and measures its memory
 *
 *   endure ROUNDS OUT SHEET...
 *
 * Each round takes the next sheet: it is authored to OUT/x.cue, which is read again, converted to a CHD, a TOC and one BIN
 * per track, and compared with each. The number of open files must not grow, and the largest resident set of the second
 * half of the rounds must be at most 512 KiB above that of the first half, whose first tenth is ignored. Ends with 1 if
 * either grows, a call fails or discs differ.
 */
#include <redbook/redbook.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GROWTH_KIB_MAX 512

/* ------------------------------------------------------------------ memory and open files */

static long resident_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%*s %ld", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static int open_files(void)
{
    int count = 0;
    DIR *entries = opendir("/proc/self/fd");
    while (entries && readdir(entries))
        count++;
    if (entries)
        closedir(entries);
    return count;
}

/* ------------------------------------------------------------------ one album */

static rbk_status compare_with(const rbk_disc *disc, const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *other = NULL;
    rbk_layout *layouts[2] = {NULL, NULL};
    rbk_comparison comparison = {.same = false};
    rbk_status status = rbk_source_open(path, NULL, &other, findings, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layouts[0], findings, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(other, RBK_JOIN_AUTO, &layouts[1], findings, error);
    const rbk_compared a = {disc, layouts[0]}, b = {other, layouts[1]};
    if (status == RBK_OK)
        status = rbk_compare(&a, &b, RBK_IGNORE_TEXTS, NULL, &comparison, error);
    if (status == RBK_OK && !comparison.same) {
        fprintf(stderr, "endure: %s differs\n", path);
        status = RBK_REFUSED;
    }
    rbk_layout_free(layouts[0]);
    rbk_layout_free(layouts[1]);
    rbk_disc_free(other);
    return status;
}

static rbk_status convert_to(const rbk_disc *disc, const char *source, const char *target, const char *path,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    options.target = rbk_target_find(target);
    options.author.sheet_path = source;
    options.author.replace = true;
    rbk_status status = rbk_convert(disc, &options, path, NULL, NULL, findings, error);
    return status == RBK_OK ? compare_with(disc, path, findings, error) : status;
}

static rbk_status author(const char *sheet, const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_author_options options;
    rbk_disc *disc = NULL;
    rbk_author_options_init(&options);
    options.short_tracks = RBK_SHORT_ALLOW;
    options.sheet_path = sheet;
    options.replace = true;
    rbk_status status = rbk_source_open(sheet, NULL, &disc, findings, error);
    if (status == RBK_OK)
        status = rbk_author_write(disc, &options, path, NULL, NULL, findings, error);
    rbk_disc_free(disc);
    return status;
}

static rbk_status go_through(const char *sheet, const char *out, rbk_findings *findings, rbk_error *error)
{
    static const char *const ways[][2] = {{"chd", "x.chd"}, {"toc", "x.toc"}, {"redump", "y.cue"}};
    char image[4096], path[4096];
    rbk_disc *disc = NULL;
    snprintf(image, sizeof image, "%s/x.cue", out);
    rbk_status status = author(sheet, image, findings, error);
    if (status == RBK_OK)
        status = rbk_source_open(image, NULL, &disc, findings, error);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && status == RBK_OK; i++) {
        snprintf(path, sizeof path, "%s/%s", out, ways[i][1]);
        status = convert_to(disc, image, ways[i][0], path, findings, error);
    }
    rbk_disc_free(disc);
    return status;
}

static bool try_album(const char *sheet, const char *out)
{
    char text[8192];
    rbk_error error;
    rbk_error_init(&error);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? go_through(sheet, out, findings, &error) : RBK_NO_MEMORY;
    if (status != RBK_OK)
        fprintf(stderr, "endure: %s: %s\n", sheet, rbk_error_format(&error, text, sizeof text));
    for (size_t i = 0; status != RBK_OK && i < rbk_findings_count(findings); i++)
        fprintf(stderr, "endure: %s\n", rbk_findings_at(findings, i)->text);
    rbk_findings_free(findings);
    return status == RBK_OK;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: endure ROUNDS OUT SHEET...\n");
        return 2;
    }
    long rounds = atol(argv[1]), most[2] = {0, 0};
    int files = 0;
    for (long round = 0; round < rounds; round++) {
        if (!try_album(argv[3 + round % (argc - 3)], argv[2]))
            return 1;
        long now = resident_kib();
        long *half = &most[round >= rounds / 2];
        if (round >= rounds / 10 && now > *half)
            *half = now;
        if (round == 0)
            files = open_files();
    }
    printf(
        "%ld rounds: at most %ld KiB in the first half, %ld KiB in the second; %d open files at first, %d at the end\n",
        rounds, most[0], most[1], files, open_files());
    return most[1] > most[0] + GROWTH_KIB_MAX || open_files() != files;
}
