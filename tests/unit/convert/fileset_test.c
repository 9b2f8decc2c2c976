/* A fileset as a target: its files, their checksums, refusals, and other files in its folder. */
#include "unit/convert/converting.h"

#include <redbook/layout.h>

/* The text of a file; freed by the caller. */
static char *text_of(const char *name)
{
    size_t size;
    char *text = scratch_read(name, &size);
    if (!text)
        fail_msg("'%s' is not there", name);
    return text;
}

static rbk_status deliver(const char *path)
{
    options.force_delivery = true;
    return convert_for("ddp", path, NULL);
}

static void the_program_begins_with_its_pregap(void **state)
{
    size_t size;
    (void)state;
    make_source();
    assert_int_equal(deliver("set/DDPID"), RBK_OK);
    char *image = scratch_read("set/IMAGE.DAT", &size);
    assert_int_equal(size, (SOURCE_SECTORS + 150) * 2352);
    for (size_t i = 0; i < (size_t)150 * 2352; i++)
        assert_int_equal(image[i], 0);
    assert_memory_equal(image + (size_t)150 * 2352, payload, (size_t)SOURCE_SECTORS * 2352);
    free(image);
    assert_int_equal(done->disc->tracks[0].extents[0].offset_samples, 150 * 588);
}

static void every_file_is_as_long_as_was_planned_and_has_its_sums(void **state)
{
    (void)state;
    make_source();
    assert_int_equal(deliver("set/DDPID"), RBK_OK);
    char *md5 = text_of("set/CHECKSUM.MD5"), *crc = text_of("set/CHECKSUM.TXT");
    assert_memory_equal(crc, "[CRC32 Checksum]\nIMAGE.DAT=", 27);
    for (size_t i = 0; i <= done->file_count; i++) {
        const char *path = i < done->file_count ? done->files[i].path : done->path;
        const char *name = strrchr(path, '/') + 1;
        char relative[64], line[128], text[RBK_MD5_TEXT_BYTES];
        size_t size;
        snprintf(relative, sizeof relative, "set/%s", name);
        char *bytes = scratch_read(relative, &size);
        assert_int_equal(size, i < done->file_count ? done->files[i].bytes : (int64_t)done->descriptor.size);
        rbk_file_sums *sums = rbk_file_sums_new();
        rbk_file_sums_update(sums, bytes, size);
        snprintf(line, sizeof line, "%s *%s\n", rbk_file_sums_md5(sums, text), name);
        bool is_list = i < done->file_count && done->files[i].sums != RBK_CONVERT_NO_SUMS;
        assert_int_equal(strstr(md5, line) != NULL, !is_list);
        snprintf(line, sizeof line, "\n%s=%08X\n", name, (unsigned)rbk_file_sums_crc32(sums));
        assert_int_equal(strstr(crc, line) != NULL, !is_list);
        rbk_file_sums_free(sums);
        free(bytes);
    }
    free(md5);
    free(crc);
}

static void the_master_id_is_the_options_or_a_remark(void **state)
{
    (void)state;
    make_source();
    assert_int_equal(rbk_remarks_add(&disc->remarks, "MASTERID CAT-001", &error), RBK_OK);
    assert_int_equal(deliver("a/DDPID"), RBK_OK);
    assert_false(has_finding("lost.remark"));
    assert_memory_equal(done->descriptor.data + 38, "CAT-001 ", 8);
    options.master_id = "OTHER";
    assert_int_equal(deliver("b/DDPID"), RBK_OK);
    assert_memory_equal(done->descriptor.data + 38, "OTHER   ", 8);
    options.master_id = "Caf\xC3\xA9";
    assert_int_equal(deliver("c/DDPID"), RBK_INVALID_ARGUMENT);
    struct stat about;
    assert_int_not_equal(stat(scratch_path("c"), &about), 0);
}

static void texts_go_into_packs_or_are_lost(void **state)
{
    struct stat about;
    (void)state;
    make_source();
    assert_int_equal(deliver("a/DDPID"), RBK_OK);
    assert_int_equal(done->loss_count, 0);
    assert_int_equal(stat(scratch_path("a/CDTEXT.BIN"), &about), 0);
    options.author.cdtext = RBK_CDTEXT_NEVER;
    assert_int_equal(deliver("b/DDPID"), RBK_OK);
    assert_int_equal(done->loss_count, 1);
    assert_true(has_finding("lost.text"));
    assert_int_not_equal(stat(scratch_path("b/CDTEXT.BIN"), &about), 0);
}

static void other_files_in_the_folder_are_reported(void **state)
{
    (void)state;
    make_source();
    mkdir(scratch_path("set"), 0777);
    scratch_write("set/notes.txt", "x", 1);
    assert_int_equal(deliver("set/DDPID"), RBK_OK);
    assert_true(has_finding("target.other-file"));
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
    options.author.replace = true;
    options.author.cdtext = RBK_CDTEXT_NEVER; /* which would leave the previous packs */
    assert_int_equal(deliver("set/DDPID"), RBK_REFUSED);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 1);
}

static void a_disc_that_no_fileset_has_is_refused(void **state)
{
    static const char sheet[] = "FILE \"a.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n";
    struct stat about;
    (void)state;
    make_payload(0, 0);
    scratch_write("data.cue", sheet, sizeof sheet - 1);
    read_disc("data.cue");
    assert_int_equal(deliver("set/DDPID"), RBK_REFUSED);
    assert_true(has_finding("convert.refused"));
    assert_string_equal(error.sentence, "a DDP has data tracks in a second session only");
    assert_int_not_equal(stat(scratch_path("set"), &about), 0);
}

static void the_path_is_that_of_a_ddpid(void **state)
{
    const rbk_target *target = rbk_target_find("ddp");
    static const struct {
        const char *output, *path;
    } rows[] = {{"set", "set/DDPID"},
                {"a/set//", "a/set/DDPID"},
                {"set/DDPID", "set/DDPID"},
                {"/", "/DDPID"},
                {"x.cue", "x.cue/DDPID"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *path = rbk_target_path(target, rows[i].output);
        assert_string_equal(path, rows[i].path);
        assert_true(rbk_target_takes(target, path));
        free(path);
    }
    char *sheet = rbk_target_path(rbk_target_find("single"), "x.cue");
    assert_string_equal(sheet, "x.cue");
    free(sheet);
    assert_false(rbk_target_takes(target, "x.cue"));
    assert_ptr_equal(rbk_target_of_path("a/DDPID"), target);
    make_source();
    assert_int_equal(deliver("x.cue"), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the target 'ddp' needs a name that is 'DDPID'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(the_program_begins_with_its_pregap),
        convert_test(every_file_is_as_long_as_was_planned_and_has_its_sums),
        convert_test(the_master_id_is_the_options_or_a_remark),
        convert_test(texts_go_into_packs_or_are_lost),
        convert_test(other_files_in_the_folder_are_reported),
        convert_test(a_disc_that_no_fileset_has_is_refused),
        convert_test(the_path_is_that_of_a_ddpid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
