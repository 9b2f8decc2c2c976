/* The fileset as a format: recognised by its level, its codes and texts, and that what was written can be read. */
#include "unit/format/ddp.h"

#include <redbook/rules.h>

static fileset set;
static rbk_disc *source;

static int setup(void **state)
{
    (void)state;
    source = vector_disc();
    set_write(&set, source, "CAT-001");
    set_sum(&set);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    set_release(&set);
    rbk_disc_free(source);
    return 0;
}

static void the_level_tells_a_fileset(void **state)
{
    static const struct {
        const char *bytes;
        int score;
    } rows[] = {{"DDP 2.00", 100}, {"DDP 1.01", 100}, {"DDP 2.10", 100},
                {"DDP 3.00", 0},   {"DDP 2,00", 0},   {"DDP 2.0", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int score;
        const rbk_format *format = rbk_format_probe((const uint8_t *)rows[i].bytes, strlen(rows[i].bytes), &score);
        assert_int_equal(score, rows[i].score);
        if (score)
            assert_string_equal(format->name, "ddp");
    }
}

static void what_was_written_is_read(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = set_disc(&set, findings);
    (void)state;
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_string_equal(disc->mcn, "0123456789012");
    assert_string_equal(disc->remarks.lines[0], "MASTERID CAT-001");
    assert_int_equal(disc->track_count, 2);
    assert_string_equal(disc->tracks[0].isrc, "USABC1234567");
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "Two");
    assert_true(same_packs(source, disc));
    assert_extent(&disc->tracks[0], 0, 0, 150, 600);
    assert_extent(&disc->tracks[1], 0, 0, 750, 900);
    assert_null(rbk_track_index(&disc->tracks[0], 0));
    assert_index(&disc->tracks[1], 0, 0, 0);
    assert_index(&disc->tracks[1], 1, 0, 150);
    assert_string_equal(disc->files[0].path, "IMAGE.DAT");
    assert_int_equal(disc->files[0].type, RBK_FILE_BINARY);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void the_fileset_needs_its_other_files(void **state)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_error_init(&error);
    (void)state;
    assert_int_equal(rbk_format_read(set_find(&set, "DDPID")->bytes, 128, DDP_NAME, NULL, &disc, NULL, &error),
                     RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "'DDPMS' is needed with it, and only the descriptor itself was given");
    set_remove(&set, "DDPMS");
    assert_int_equal(set_read(&set, &disc, NULL, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'DDPMS' is missing");
}

static void no_single_output_holds_one(void **state)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    (void)state;
    assert_int_equal(rbk_format_write(rbk_format_find("ddp"), source, output, NULL, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a DDP fileset consists of several files: a conversion writes them");
    rbk_output_free(output);
}

static void a_upc_in_the_ddpid_alone_is_read_and_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", 32, "             ");
    assert_set_finding(&set, RBK_RULE_DDP_CODES, "delivery/PQDESCR",
                       "the UPC/EAN 0123456789012 is in the DDPID only: a disc is pressed without it");
    rbk_disc *disc = set_disc(&set, NULL);
    assert_string_equal(disc->mcn, "0123456789012");
    rbk_disc_free(disc);
}

static void two_upcs_are_reported_and_that_of_pq_counts(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", 32, "4006381333931");
    assert_set_finding(&set, RBK_RULE_DDP_CODES, "delivery/PQDESCR",
                       "the UPC/EAN is 4006381333931, expected that of the DDPID, 0123456789012");
    rbk_disc *disc = set_disc(&set, NULL);
    assert_string_equal(disc->mcn, "4006381333931");
    rbk_disc_free(disc);
}

/* The DDPID of level 1 has a field of its own for text, and no CD-TEXT. */
static void level_1_is_read(void **state)
{
    static const char text[] = "40A text of forty characters at most      ";
    (void)state;
    set_field(&set, "DDPID", 0, "DDP 1.01");
    set_field(&set, "DDPID", 86, text);
    rbk_disc *disc = set_disc(&set, NULL);
    assert_int_equal(disc->track_count, 2);
    assert_string_equal(disc->remarks.lines[0], "MASTERID CAT-001");
    rbk_disc_free(disc);
    assert_set_finding(&set, RBK_RULE_DDP_TEXT, "delivery/DDPID",
                       "its text is ignored: 'A text of forty characters at most'");
}

static void other_levels_are_read_and_reported(void **state)
{
    (void)state;
    set_field(&set, "DDPID", 0, "DDP 2.10");
    assert_set_finding(&set, RBK_RULE_DDP_LEVEL, "delivery/DDPID", "the level is 'DDP 2.10', it is read as 'DDP 2.00'");
    set_field(&set, "DDPID", 0, "DDP 1.00");
    assert_set_finding(&set, RBK_RULE_DDP_LEVEL, "delivery/DDPID", "the level is 'DDP 1.00', it is read as 'DDP 1.01'");
}

static void a_fileset_of_another_disc_than_a_cd_is_refused(void **state)
{
    (void)state;
    set_field(&set, "DDPID", 87, "  ");
    rbk_disc_free(set_disc(&set, NULL));
    set_field(&set, "DDPID", 87, "DV");
    assert_set_refused(&set, RBK_UNSUPPORTED, "delivery/DDPID",
                       "the fileset is of a disc of the type 'DV', expected 'CD'");
}

/* Writers have two or three digits before it, with or without a blank. */
static void the_text_of_a_user_is_reported(void **state)
{
    static const char *const rows[] = {" 05Hello", "005Hello", "05Hello"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_field(&set, "DDPID", 93, "        ");
        set_field(&set, "DDPID", 93, rows[i]);
        assert_set_finding(&set, RBK_RULE_DDP_TEXT, "delivery/DDPID", "its text is ignored: 'Hello'");
    }
}

static void a_ddpid_that_is_cut_is_read_and_reported(void **state)
{
    (void)state;
    set_find(&set, "DDPID")->size = 100;
    assert_set_finding(&set, RBK_RULE_DDP_TABLE, "delivery/DDPID", "it is cut: expected 128 bytes, found 100");
}

/* A commercial writer has one zero byte more, and its map states that length. */
static void a_zero_byte_after_the_packs_is_no_fault(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    uint8_t bytes[181] = {0};
    (void)state;
    memcpy(bytes, source->cdtext, 180);
    set_put(&set, "CDTEXT.BIN", bytes, sizeof bytes);
    set_field(&set, "DDPMS", 14, "00000181");
    set_sum(&set);
    rbk_disc *disc = set_disc(&set, findings);
    assert_true(same_packs(source, disc));
    assert_null(sheet_finding(findings, RBK_RULE_DDP_LENGTH));
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void cdtext_of_another_length_than_the_map_says_is_reported(void **state)
{
    (void)state;
    set_put(&set, "CDTEXT.BIN", source->cdtext, 162);
    assert_set_finding(&set, RBK_RULE_DDP_LENGTH, "delivery/CDTEXT.BIN",
                       "expected 180 bytes, as the map says, found 162");
}

static void cdtext_that_is_missing_is_reported(void **state)
{
    (void)state;
    set_remove(&set, "CDTEXT.BIN");
    assert_set_finding(&set, RBK_RULE_CDTEXT_FILE_MISSING, "delivery/CDTEXT.BIN", "'CDTEXT.BIN' is missing");
}

/* Some programs read it all the same. */
static void cdtext_that_the_map_does_not_name_is_reported(void **state)
{
    set_member *map = set_find(&set, "DDPMS");
    (void)state;
    assert_null(strstr((const char *)map->bytes + 128, "CDTEXT.BIN"));
    map->size -= 128;
    memmove(map->bytes, map->bytes + 128, map->size);
    assert_set_finding(&set, "ddp.cdtext-not-named", "delivery/DDPMS",
                       "CDTEXT.BIN is in the folder and the map does not name it: its CD-TEXT is not read");
}

/* As with an option that states the format. */
static void other_bytes_are_no_fileset_even_if_that_is_said(void **state)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    assert_int_equal(
        rbk_format_read_as(rbk_format_find("ddp"), (const uint8_t *)"DDP 3.00", 8, DDP_NAME, NULL, &disc, NULL, &error),
        RBK_SYNTAX);
    assert_null(disc);
    assert_string_equal(error.sentence, "expected the level of a DDP, 'DDP 2.00'");
    assert_string_equal(error.place.path, DDP_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_level_tells_a_fileset, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_written_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(the_fileset_needs_its_other_files, setup, teardown),
        cmocka_unit_test_setup_teardown(no_single_output_holds_one, setup, teardown),
        cmocka_unit_test_setup_teardown(a_upc_in_the_ddpid_alone_is_read_and_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(two_upcs_are_reported_and_that_of_pq_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(level_1_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(other_levels_are_read_and_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_fileset_of_another_disc_than_a_cd_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_text_of_a_user_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_ddpid_that_is_cut_is_read_and_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_zero_byte_after_the_packs_is_no_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(cdtext_of_another_length_than_the_map_says_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(cdtext_that_the_map_does_not_name_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(cdtext_that_is_missing_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(other_bytes_are_no_fileset_even_if_that_is_said, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
