/*
 * What a new format needs: toy.c, toy.h and the row below. Everything else, from recognising it to reading its
 * sectors, follows. This table replaces the library's own.
 */
#include "format/ccd.h"
#include "format/cue.h"
#include "format/toc.h"

#include <redbook/image.h>
#include <redbook/layout.h>
#include <redbook/source.h>

#include "unit/format/toy.c"
#include "unit/scratch.h"

const rbk_format_row *const rbk_format_rows[] = {&rbk_cue_format, &rbk_toc_format, &rbk_ccd_format, &toy_format, NULL};

/* Two tracks of 3 and 2 sectors, each filled with its number in the file. */
#define SECTORS 5
static void write_toy(void)
{
    static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES + 2 + END_BYTES];
    for (size_t i = 0; i < (size_t)SECTORS * RBK_SECTOR_BYTES; i++)
        bytes[i] = (uint8_t)(i / RBK_SECTOR_BYTES + 1);
    memcpy(bytes + (size_t)SECTORS * RBK_SECTOR_BYTES, "\3\2\2TOY!", 2 + END_BYTES);
    scratch_write("a.toy", bytes, sizeof bytes);
}

static rbk_findings *findings;
static rbk_error error;

static int setup(void **state)
{
    findings = rbk_findings_new();
    rbk_error_init(&error);
    write_toy();
    (void)state;
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

static int begin(void **state)
{
    return scratch_setup(state) || setup(state);
}

static void a_table_at_the_end_reports_the_format(void **state)
{
    (void)state;
    bool is_descriptor = false;
    rbk_source_kind kind = RBK_SOURCE_AUDIO;
    assert_int_equal(rbk_format_is_descriptor(scratch_path("a.toy"), &is_descriptor, NULL), RBK_OK);
    assert_true(is_descriptor);
    assert_int_equal(rbk_source_kind_of(scratch_path("a.toy"), NULL, &kind, NULL), RBK_OK);
    assert_int_equal(kind, RBK_SOURCE_DESCRIPTOR);
    assert_ptr_equal(rbk_format_find("TOY"), &toy_format.about);
}

static void its_tracks_texts_and_sectors_are_read_as_those_of_any_format(void **state)
{
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    uint8_t bytes[SECTORS][RBK_SECTOR_BYTES];
    (void)state;
    scratch_write("titles", "One\nTwo\n", 8);
    assert_int_equal(rbk_source_open(scratch_path("a.toy"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, 2);
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "Two");
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_PAD, &layout, findings, &error), RBK_OK);
    assert_int_equal(layout->tracks[1].index01_lba, 3);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 0, SECTORS, bytes[0], &error), RBK_OK);
    for (int i = 0; i < SECTORS; i++)
        assert_int_equal(bytes[i][7], i + 1);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

static void a_file_of_it_that_is_missing_is_named(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(rbk_source_read(scratch_path("a.toy"), NULL, &disc, findings, &error), RBK_FILEACCESS);
    assert_non_null(strstr(error.sentence, "'titles'"));
    assert_string_equal(error.place.path, scratch_path("a.toy"));
}

static void one_file_alone_does_not_do_for_a_format_of_several(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(rbk_format_read_file(scratch_path("a.toy"), NULL, &disc, findings, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "'titles' is needed with it, and only the descriptor itself was given");
}

static void a_format_that_is_only_read_refuses_to_write(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_output *output = rbk_output_new_memory();
    (void)state;
    assert_int_equal(rbk_format_write(&toy_format.about, disc, output, findings, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a toy can be read, but not written");
    rbk_output_free(output);
    rbk_disc_free(disc);
}

static void the_names_in_messages_are_those_of_the_table(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(rbk_format_read((const uint8_t *)"prose", 5, "x", NULL, &disc, findings, &error), RBK_UNSUPPORTED);
    assert_non_null(strstr(error.sentence, "expected a descriptor (CUE, TOC, CCD, TOY), found"));
}

/* Payload under another name is found to have a descriptor of the new format next to it. */
static void a_descriptor_next_to_payload_is_reported(void **state)
{
    rbk_disc *disc = NULL;
    const rbk_source_options options = {.bare = true, .mode = RBK_MODE_AUDIO};
    uint8_t sector[RBK_SECTOR_BYTES] = {0};
    (void)state;
    scratch_write("a.bin", sector, sizeof sector);
    assert_int_equal(rbk_source_read(scratch_path("a.bin"), &options, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "it is read as one track; 'a.toy' next to it may describe more");
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_table_at_the_end_reports_the_format, begin, teardown),
        cmocka_unit_test_setup_teardown(its_tracks_texts_and_sectors_are_read_as_those_of_any_format, begin, teardown),
        cmocka_unit_test_setup_teardown(a_file_of_it_that_is_missing_is_named, begin, teardown),
        cmocka_unit_test_setup_teardown(one_file_alone_does_not_do_for_a_format_of_several, begin, teardown),
        cmocka_unit_test_setup_teardown(a_format_that_is_only_read_refuses_to_write, begin, teardown),
        cmocka_unit_test_setup_teardown(the_names_in_messages_are_those_of_the_table, begin, teardown),
        cmocka_unit_test_setup_teardown(a_descriptor_next_to_payload_is_reported, begin, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
