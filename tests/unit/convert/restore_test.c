/*
 * Sheets and their files are restored from a CHD byte for byte: every good sheet of the corpus whose disc is short,
 * with
 * files made for it.
 * link: -Wl,--wrap=fsync
 */
#include "unit/scratch.h"

#include <redbook/convert.h>
#include <redbook/format.h>
#include <redbook/source.h>

#include <sndfile.h>

#define SECTORS_MAX 6000 /* of all files of a sheet */
#define AFTER       40   /* sectors after the last time in a sheet */

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

static uint8_t noise_at(size_t place)
{
    uint64_t bits = (place + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint8_t)(bits >> 33 | 1);
}

/* ------------------------------------------------------------------ files of a sheet */

static int64_t sectors_of(const rbk_disc *disc, uint32_t file)
{
    int64_t last = 0;
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        for (size_t e = 0; e < track->extent_count; e++) {
            const rbk_extent *extent = &track->extents[e];
            if (extent->silence || extent->file != file)
                continue;
            int64_t end = extent->offset_samples + (extent->length_samples > 0 ? extent->length_samples : 0);
            for (size_t i = 0; i < track->index_count; i++)
                if (track->indexes[i].extent == e && extent->offset_samples + track->indexes[i].offset_samples > end)
                    end = extent->offset_samples + track->indexes[i].offset_samples;
            last = end > last ? end : last;
        }
    }
    return last / 588 + AFTER;
}

/* Mostly zeros, so that long files are quick, with noise every few sectors; an odd byte at the end. */
static void write_noise(const char *name, int64_t bytes, size_t seed)
{
    FILE *file = fopen(scratch_path(name), "wb");
    assert_non_null(file);
    uint8_t sector[2352];
    for (int64_t at = 0; at < bytes; at += (int64_t)sizeof sector) {
        size_t size = bytes - at < (int64_t)sizeof sector ? (size_t)(bytes - at) : sizeof sector;
        memset(sector, 0, sizeof sector);
        for (size_t i = 0; i < sizeof sector && at / 2352 % 37 < 2; i++)
            sector[i] = noise_at((size_t)at + i + seed * 7919);
        assert_int_equal(fwrite(sector, 1, size, file), size);
    }
    assert_int_equal(fclose(file), 0);
}

static void write_wav(const char *name, int64_t samples, size_t seed)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    short *pairs = calloc((size_t)samples * 2, sizeof *pairs);
    assert_non_null(pairs);
    for (int64_t i = 0; i < samples; i++)
        pairs[2 * i] = (short)(i % 588 < 20 ? noise_at((size_t)i + seed) << 7 : 0);
    sf_set_string(file, SF_STR_TITLE, "Anything after the samples");
    assert_int_equal(sf_writef_short(file, pairs, samples), samples);
    free(pairs);
    sf_close(file);
}

/* False if a name cannot be created in the folder, or the disc is long. */
static bool make_files(const rbk_disc *disc)
{
    int64_t sectors = 0;
    for (uint32_t f = 0; f < disc->file_count; f++) {
        sectors += sectors_of(disc, f);
        if (strpbrk(disc->files[f].path, "/\\") || !disc->files[f].path[0] || disc->files[f].subchannel_path)
            return false;
    }
    if (sectors > SECTORS_MAX)
        return false;
    for (uint32_t f = 0; f < disc->file_count; f++) {
        const rbk_file *file = &disc->files[f];
        int64_t length = sectors_of(disc, f);
        if (access(scratch_path(file->path), F_OK) == 0) /* named twice */
            continue;
        if (file->type == RBK_FILE_AUDIO)
            write_wav(file->path, length * 588 + 100 + f, f);
        else
            write_noise(file->path, length * 2448 + (f % 3 == 1 ? 5 : 0), f);
    }
    return true;
}

/* ------------------------------------------------------------------ there and back */

static void copy_file(const char *from, const char *name)
{
    FILE *in = fopen(from, "rb"), *out = fopen(scratch_path(name), "wb");
    char bytes[4096];
    assert_true(in && out);
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, in)) > 0;)
        assert_int_equal(fwrite(bytes, 1, got, out), got);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static rbk_status convert_to(const char *from, const char *to, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    options.author.jobs = 1;
    options.author.sheet_path = from;
    options.compression = RBK_COMPRESSION_FAST;
    rbk_status status = rbk_source_open(from, NULL, &disc, findings, error);
    if (status == RBK_OK)
        status = rbk_convert(disc, &options, to, NULL, NULL, findings, error);
    rbk_disc_free(disc);
    return status;
}

static const char *why_made(const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "origin.made") == 0)
            return rbk_findings_at(findings, i)->text;
    return NULL;
}

static void compare(const char *sheet, const char *name, const char *with)
{
    char path[300];
    size_t size_a, size_b;
    snprintf(path, sizeof path, "out/%s", with);
    char *a = scratch_read(name, &size_a), *b = scratch_read(path, &size_b);
    if (!a || !b || size_a != size_b || memcmp(a, b, size_a) != 0)
        fail_msg("%s: '%s' did not come back", sheet, name);
    free(a);
    free(b);
}

static size_t compare_all(const char *sheet)
{
    size_t count = 0;
    DIR *entries = opendir(scratch_folder);
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "out") == 0 || strcmp(entry->d_name, "there.chd") == 0)
            continue;
        compare(sheet, entry->d_name, strcmp(entry->d_name, "sheet.cue") == 0 ? "back.cue" : entry->d_name);
        count++;
    }
    closedir(entries);
    return count;
}

static void sweep(void)
{
    scratch_remove(scratch_folder);
    assert_int_equal(mkdir(scratch_folder, 0777), 0);
    assert_int_equal(mkdir(scratch_path("out"), 0777), 0);
}

static void go_there_and_back(const char *sheet, size_t *back, size_t *made)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new(), *more = rbk_findings_new();
    assert_true(findings && more);
    rbk_error_init(&error);
    sweep();
    copy_file(sheet, "sheet.cue");
    bool usable = rbk_format_read_file(sheet, NULL, &disc, findings, NULL) == RBK_OK && make_files(disc);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_non_null(findings);
    usable = usable && convert_to(scratch_path("sheet.cue"), scratch_path("there.chd"), findings, &error) == RBK_OK;
    if (usable) {
        const char *why = why_made(findings);
        if (convert_to(scratch_path("there.chd"), scratch_path("out/back.cue"), more, &error) != RBK_OK)
            fail_msg("%s: %s", sheet, error.sentence);
        if (why)
            print_message("%s: %s\n", sheet, why);
        else
            assert_true(compare_all(sheet) > 1);
        *back += !why;
        *made += why != NULL;
    }
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    rbk_findings_free(more);
}

static void every_sheet_of_a_short_disc_comes_back_with_its_files(void **state)
{
    char path[600];
    size_t back = 0, made = 0;
    DIR *corpus = opendir("tests/corpus/cue");
    (void)state;
    assert_non_null(corpus);
    for (struct dirent *entry; (entry = readdir(corpus));) {
        const char *dot = strrchr(entry->d_name, '.');
        if (strncmp(entry->d_name, "good.", 5) != 0 || !dot || strcmp(dot, ".cue") != 0)
            continue;
        snprintf(path, sizeof path, "tests/corpus/cue/%s", entry->d_name);
        go_there_and_back(path, &back, &made);
    }
    closedir(corpus);
    print_message("%zu sheets came back, %zu were made anew\n", back, made);
    assert_true(back >= 60);
}

/* A list of Q goes along with the CHD and comes back; where there was none, none is made. */
static void a_list_of_q_comes_back_with_its_sheet(void **state)
{
    static const char sheet[] = "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    static const char list[] = "SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25";
    (void)state;
    for (int listed = 0; listed <= 1; listed++) {
        rbk_error error;
        size_t size = 0;
        rbk_findings *findings = rbk_findings_new();
        rbk_error_init(&error);
        sweep();
        write_noise("a.bin", (int64_t)700 * RBK_SECTOR_BYTES, 1);
        scratch_write("sheet.cue", sheet, sizeof sheet - 1);
        if (listed)
            scratch_write("sheet.sbi", list, sizeof list - 1);
        assert_int_equal(convert_to(scratch_path("sheet.cue"), scratch_path("there.chd"), findings, &error), RBK_OK);
        assert_int_equal(convert_to(scratch_path("there.chd"), scratch_path("out/back.cue"), findings, &error), RBK_OK);
        char *back = scratch_read("out/back.sbi", &size);
        assert_true((back != NULL) == (listed == 1));
        if (back) {
            assert_int_equal(size, sizeof list - 1);
            assert_memory_equal(back, list, size);
        }
        free(back);
        rbk_findings_free(findings);
    }
}

/* Its samples are in the byte order of the disc in the CHD. */
static void a_big_endian_bin_comes_back_as_it_was(void **state)
{
    static const char sheet[] = "FILE \"a.bin\" MOTOROLA\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "FILE \"b.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n";
    rbk_error error;
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_error_init(&error);
    sweep();
    write_noise("a.bin", (int64_t)400 * RBK_SECTOR_BYTES, 1);
    write_noise("b.bin", (int64_t)400 * RBK_SECTOR_BYTES, 2);
    scratch_write("sheet.cue", sheet, sizeof sheet - 1);
    assert_int_equal(convert_to(scratch_path("sheet.cue"), scratch_path("there.chd"), findings, &error), RBK_OK);
    assert_null(why_made(findings));
    assert_int_equal(convert_to(scratch_path("there.chd"), scratch_path("out/back.cue"), findings, &error), RBK_OK);
    assert_int_equal(compare_all("sheet.cue"), 3);
    rbk_findings_free(findings);
}

static void a_sheet_is_not_called_as_its_file(void **state)
{
    static const char sheet[] = "FILE \"track.cue\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    static const char *const names[] = {"out/track.cue", "out/Track.cue"};
    rbk_error error;
    size_t size = 0;
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_error_init(&error);
    sweep();
    write_noise("track.cue", (int64_t)400 * RBK_SECTOR_BYTES, 1);
    scratch_write("sheet.cue", sheet, sizeof sheet - 1);
    assert_int_equal(convert_to(scratch_path("sheet.cue"), scratch_path("there.chd"), findings, &error), RBK_OK);
    for (int i = 0; i < 2; i++) {
        const rbk_finding *last;
        rbk_error_init(&error);
        assert_int_equal(convert_to(scratch_path("there.chd"), scratch_path(names[i]), findings, &error), RBK_REFUSED);
        last = rbk_findings_at(findings, rbk_findings_count(findings) - 1);
        assert_string_equal(last->rule, "convert.refused");
        assert_string_equal(last->text, "a file of the sheet is called 'track.cue', as the sheet would be");
        assert_null(scratch_read(names[i], &size));
    }
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_int_equal(convert_to(scratch_path("there.chd"), scratch_path("out/sheet.cue"), findings, &error), RBK_OK);
    compare("sheet.cue", "track.cue", "track.cue");
    rbk_findings_free(findings);
}

/* A subchannel that comes back has the modified Q itself: there is no list of it next to the sheet. */
static void a_subchannel_with_modified_q_comes_back_without_a_list(void **state)
{
    static const char sheet[] = "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    static const char *const steps[][2] = {{"sheet.cue", "b.ccd"}, {"b.ccd", "there.chd"}, {"there.chd", "out/b.ccd"}};
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_error_init(&error);
    sweep();
    write_noise("a.bin", (int64_t)700 * RBK_SECTOR_BYTES, 1);
    scratch_write("sheet.cue", sheet, sizeof sheet - 1);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (convert_to(scratch_path(steps[i][0]), scratch_path(steps[i][1]), findings, &error) != RBK_OK)
            fail_msg("%s: %s", steps[i][1], error.sentence);
        size_t size = 0;
        char *sub = i == 0 ? scratch_read("b.sub", &size) : NULL;
        if (i == 0) {
            assert_non_null(sub);
            sub[100 * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES + 3] ^= 1;
            scratch_write("b.sub", sub, size);
        }
        free(sub);
    }
    compare("b.ccd", "b.sub", "b.sub");
    compare("b.ccd", "b.ccd", "b.ccd");
    assert_int_equal(access(scratch_path("out/b.sbi"), F_OK), -1);
    rbk_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_subchannel_with_modified_q_comes_back_without_a_list),
        scratch_test(a_list_of_q_comes_back_with_its_sheet),
        scratch_test(a_sheet_is_not_called_as_its_file),
        scratch_test(a_big_endian_bin_comes_back_as_it_was),
        scratch_test(every_sheet_of_a_short_disc_comes_back_with_its_files),
    };
    return cmocka_run_group_tests_name("convert/restore", tests, NULL, NULL);
}
