/*
 * Fuzz target: all steps together. A folder with a sheet and its payload is opened, checked and converted to a target; the
 * result is read and, unless losses are reported, is the same disc. It is then converted back to a CUE sheet, likewise.
 *
 * The input: a byte that selects the steps; then files, each with a byte for its name, two bytes of length, and two with the
 * number of sectors of 2,352 bytes that its bytes are repeated to fill (0: they are not repeated).
 */
#include "fuzz.h"

#include <redbook/check.h>
#include <redbook/convert.h>
#include <redbook/source.h>
#include <redbook/verify.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_SECTORS_MAX 60 /* few, since every one is checked, converted and compared several times */

static const char *const names[] = {"a.cue", "a.toc", "a.ccd", "a.gdi", "a.bin", "b.bin", "a.img", "a.sub",
                                    "a.wav", "a.cdg", "a.sbi", "a.lsd", "a.cdt", "a.iso", "a.mds", "a.mdf"};

static void write_file(const char *name, const fuzz_input *part, size_t sectors)
{
    if (sectors == 0 || part->size == 0) {
        fuzz_write(name, part->bytes, part->size);
        return;
    }
    size_t size = (sectors < FILE_SECTORS_MAX ? sectors : FILE_SECTORS_MAX) * RBK_SECTOR_BYTES;
    uint8_t *bytes = malloc(size);
    if (!bytes)
        abort();
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(part->bytes[i % part->size] + (part->size > 1 ? i / RBK_SECTOR_BYTES : 0));
    fuzz_write(name, bytes, size);
    free(bytes);
}

/* The first sheet among them, or the first file; NULL: there is none. */
static const char *write_files(fuzz_input *input)
{
    size_t first = SIZE_MAX;
    for (int files = 0; input->size > 0 && files < 6; files++) {
        size_t which = fuzz_byte(input) % (sizeof names / sizeof *names);
        size_t size = fuzz_number(input, 2), sectors = fuzz_number(input, 2);
        fuzz_input part = fuzz_part(input, size);
        write_file(names[which], &part, sectors);
        first = which < first ? which : first;
    }
    return first == SIZE_MAX ? NULL : names[first];
}

typedef struct opened {
    rbk_disc *disc;
    rbk_layout *layout;
} opened;

static bool open_disc(const char *path, opened *o, rbk_error *error)
{
    rbk_findings *findings = rbk_findings_new();
    bool well = rbk_source_open(path, NULL, &o->disc, findings, error) == RBK_OK &&
                rbk_layout_compute(o->disc, RBK_JOIN_AUTO, &o->layout, findings, error) == RBK_OK;
    rbk_findings_free(findings);
    return well;
}

static void release(opened *o)
{
    rbk_layout_free(o->layout);
    rbk_disc_free(o->disc);
    *o = (opened){NULL, NULL};
}

static void check(const opened *o, rbk_profile profile)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_check_options options;
    static rbk_check_report report;
    rbk_image *image = NULL;
    rbk_check_options_init(&options);
    options.profile = profile;
    options.jobs = 1;
    if (rbk_image_open(o->disc, o->layout, &image, NULL) == RBK_OK)
        (void)rbk_check(o->disc, o->layout, image, &options, findings, &report, NULL);
    rbk_image_close(image);
    rbk_findings_free(findings);
}

static void report_one(const char *target, const char *kind, const rbk_difference *found)
{
    if (found->count > 0)
        fprintf(stderr, "%s: %s, track %u, index %u, %s: '%s', then '%s'\n", target, kind, found->track, found->index,
                found->field ? found->field : "", found->first, found->second);
}

static void report_difference(const char *target, const rbk_comparison *found)
{
    for (int kind = 0; kind < RBK_DIFFERENCE_KINDS; kind++)
        report_one(target, rbk_difference_name((rbk_difference_kind)kind), &found->differences[kind]);
}

/* Typographic characters that become plain ones are no loss. */
static bool has_other_texts(const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "changed.text") == 0)
            return true;
    return false;
}

/* Whether it is the same disc, except for what was reported as lost. */
static void compare(const char *target, const opened *a, const opened *b, unsigned ignore)
{
    const rbk_compared first = {a->disc, a->layout}, second = {b->disc, b->layout};
    rbk_subchannel_comparison subchannels;
    rbk_comparison found;
    if (strcmp(target, "wav") == 0) /* graphics are next to its songs */
        (void)rbk_source_find_graphics(b->disc, NULL, NULL);
    if (rbk_compare_subchannels(&first, &second, 0, NULL, &subchannels, NULL) != RBK_OK ||
        rbk_compare(&first, &second, ignore | RBK_IGNORE_SUBCHANNELS, NULL, &found, NULL) != RBK_OK)
        return;
    report_one(target, "q", &subchannels.q);
    report_one(target, "r-w", &subchannels.r_to_w);
    report_difference(target, &found);
    FUZZ_REQUIRE(found.same && subchannels.q.count == 0 && subchannels.r_to_w.count == 0);
}

/* Targets that cannot hold a whole disc. */
static bool is_part(const rbk_target *target)
{
    return strcmp(target->name, "iso") == 0 || strcmp(target->name, "sbi") == 0 || strcmp(target->name, "lsd") == 0;
}

/* Writes the disc for the target as NAME and reads it; true if there is a disc to continue with. */
static bool convert(const opened *from, const rbk_target *target, const char *stem, const char *sheet, opened *to)
{
    rbk_convert_options options;
    rbk_conversion *done = NULL;
    rbk_error error;
    char name[64];
    rbk_findings *findings = rbk_findings_new();
    rbk_convert_options_init(&options);
    rbk_error_init(&error);
    options.target = target;
    options.force_delivery = true;
    options.author.jobs = 1;
    options.author.sheet_path = sheet;
    snprintf(name, sizeof name, "%s%s%s", stem, strcmp(target->name, "ddp") == 0 ? "/" : ".",
             strcmp(target->name, "ddp") == 0 ? "DDPID" : target->extension);
    bool written = rbk_convert(from->disc, &options, fuzz_path(name), NULL, &done, findings, &error) == RBK_OK;
    size_t losses = written ? done->loss_count : 0;
    if (written && !is_part(target)) {
        if (!open_disc(done->path, to, &error))
            fprintf(stderr, "%s: %s: %s\n", target->name, error.place.path, error.sentence);
        FUZZ_REQUIRE(to->layout != NULL);
        if (losses == 0)
            compare(target->name, from, to, has_other_texts(findings) ? RBK_IGNORE_TEXTS : 0);
    }
    rbk_conversion_free(done);
    rbk_findings_free(findings);
    return to->layout != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    unsigned how = fuzz_byte(&input);
    opened source = {NULL, NULL}, made = {NULL, NULL}, back = {NULL, NULL};
    size_t targets = 0;
    rbk_error error;
    fuzz_clear();
    const char *name = write_files(&input);
    while (rbk_target_at(targets))
        targets++;
    if (name && open_disc(fuzz_path(name), &source, &error)) {
        check(&source, (rbk_profile)(how / 32 % 3));
        if (rbk_layout_sectors(source.layout) < 4000 &&
            convert(&source, rbk_target_at(how % targets), "made", fuzz_path(name), &made) &&
            rbk_layout_sectors(made.layout) < 4000)
            (void)convert(&made, rbk_target_find("portable"), "back", NULL, &back);
    }
    release(&source);
    release(&made);
    release(&back);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned int seed)
{
    return seed % 2 ? fuzz_mutate_lines(bytes, size, room, seed / 2) : LLVMFuzzerMutate(bytes, size, room);
}
