/* The map of a fileset: the spellings of its writers, streams that are ignored, invalid packets. */
#include "unit/format/ddp.h"

#include <redbook/rules.h>

static fileset set;
static rbk_disc *source;

static int setup(void **state)
{
    (void)state;
    source = vector_disc();
    set_write(&set, source, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    set_release(&set);
    rbk_disc_free(source);
    return 0;
}

static void assert_same(void)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = set_disc(&set, findings);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 0);
    assert_int_equal(disc->track_count, 2);
    assert_extent(&disc->tracks[1], 0, 0, 750, 900);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

/* Offsets of fields of the program's packet. */
#define PROGRAM 256

static void numbers_are_filled_with_blanks_or_zeros(void **state)
{
    (void)state;
    set_field(&set, "DDPMS", PROGRAM + 14, "    1650");
    set_field(&set, "DDPMS", PROGRAM + 71, " 17");
    set_field(&set, "DDPMS", 14, "     180");
    assert_same();
}

static void the_start_of_the_program_is_blank_or_zero(void **state)
{
    (void)state;
    set_field(&set, "DDPMS", PROGRAM + 22, "        ");
    assert_same();
}

static void the_forms_of_several_writers_are_audio(void **state)
{
    (void)state;
    set_field(&set, "DDPMS", PROGRAM + 38, "DA71");
    assert_same();
    set_field(&set, "DDPMS", PROGRAM + 38, "DA00");
    assert_same();
}

static void packets_come_in_any_order(void **state)
{
    uint8_t swapped[384];
    const uint8_t *map = set_find(&set, "DDPMS")->bytes;
    (void)state;
    memcpy(swapped, map + 256, 128);
    memcpy(swapped + 128, map + 128, 128);
    memcpy(swapped + 256, map, 128);
    set_put(&set, "DDPMS", swapped, sizeof swapped);
    assert_same();
}

static void files_have_the_names_of_the_map(void **state)
{
    set_member *pq = set_find(&set, "PQDESCR");
    (void)state;
    set_put(&set, "SD", pq->bytes, pq->size);
    set_put(&set, "IC01.TRK", NULL, 1650 * 2352);
    set_field(&set, "DDPMS", 128 + 74, "SD     ");
    set_field(&set, "DDPMS", PROGRAM + 74, "IC01.TRK ");
    assert_same();
}

/* Packets of level 1 may end with the name of the file. */
static void shorter_packets_of_level_1_are_read(void **state)
{
    uint8_t shorter[182];
    const uint8_t *map = set_find(&set, "DDPMS")->bytes;
    (void)state;
    memcpy(shorter, map + 128, 91);
    memcpy(shorter + 91, map + 256, 91);
    set_put(&set, "DDPMS", shorter, sizeof shorter);
    set_remove(&set, "CDTEXT.BIN"); /* which these do not name */
    set_field(&set, "DDPID", 0, "DDP 1.01");
    assert_same();
}

static void streams_without_a_place_are_ignored_and_reported(void **state)
{
    (void)state;
    set_field(&set, "DDPMS", 30, "RW24XX  ");
    assert_set_finding(&set, RBK_RULE_DDP_STREAM, "delivery/DDPMS", "packet 1: the stream S0 RW24XX is ignored");
    set_field(&set, "DDPMS", 4, "T2");
    set_field(&set, "DDPMS", 30, "        ");
    assert_set_finding(&set, RBK_RULE_DDP_STREAM, "delivery/DDPMS", "packet 1: the stream T2 is ignored");
}

static void a_name_with_a_blank_is_reported(void **state)
{
    set_member *pq = set_find(&set, "PQDESCR");
    (void)state;
    set_put(&set, "PQ DESCR", pq->bytes, pq->size);
    set_field(&set, "DDPMS", 128 + 74, "PQ DESCR");
    assert_set_finding(&set, RBK_RULE_DDP_FILE_NAME, "delivery/DDPMS",
                       "packet 2: the name 'PQ DESCR' has a blank, at which some readers cut it");
}

static void a_map_that_is_cut_is_reported(void **state)
{
    (void)state;
    set_find(&set, "DDPMS")->size = 383;
    assert_set_finding(&set, RBK_RULE_DDP_TABLE, "delivery/DDPMS", "packet 3 is cut: expected 128 bytes, found 127");
    set_find(&set, "DDPMS")->size = 256 + 60;
    assert_set_refused(&set, RBK_SYNTAX, "delivery/DDPMS", "expected a stream of the program (D0), found none");
}

/* Too little for the mark of a packet: nothing past the end of the map is read. */
static void a_map_that_ends_within_a_mark_is_read_to_its_end(void **state)
{
    uint8_t map[132] = {0};
    (void)state;
    memcpy(map, set_find(&set, "DDPMS")->bytes + PROGRAM, 128);
    memcpy(map + 128, "VVV", 3);
    for (size_t size = 129; size < 132; size++) {
        set_put(&set, "DDPMS", map, size);
        assert_set_refused(&set, RBK_SYNTAX, "delivery/DDPMS", "expected a PQ descriptor (S0, 'PQ DESCR'), found none");
    }
}

static void packets_that_are_none_are_refused(void **state)
{
    static const struct {
        size_t offset;
        const char *text, *sentence;
    } rows[] = {{128, "VVVS", "packet 2: expected 'VVVM', found 'VVVS'"},
                {PROGRAM + 14, "000x1650", "packet 3: expected a length as a number, found '000x1650'"},
                {PROGRAM + 22, "-0000150", "packet 3: expected a start as a number, found '-0000150'"},
                {PROGRAM + 38, "DA8", "packet 3: sectors of the kind 'DA8' (CDM and SSM) are not supported"},
                {PROGRAM + 74, "         ", "packet 3: expected the name of a file, found none"},
                {128 + 30, "        ", "expected a PQ descriptor (S0, 'PQ DESCR'), found none"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_release(&set);
        set_write(&set, source, NULL);
        set_field(&set, "DDPMS", rows[i].offset, rows[i].text);
        assert_set_refused(&set, i == 3 ? RBK_UNSUPPORTED : RBK_SYNTAX, "delivery/DDPMS", rows[i].sentence);
    }
}

static void a_second_pq_descriptor_is_ignored_and_reported(void **state)
{
    uint8_t map[512];
    (void)state;
    memcpy(map, set_find(&set, "DDPMS")->bytes, 384);
    memcpy(map + 384, map + 128, 128);
    set_put(&set, "DDPMS", map, sizeof map);
    assert_set_finding(&set, RBK_RULE_DDP_STREAM, "delivery/DDPMS", "packet 4: the stream S0 PQ DESCR is ignored");
}

static void a_map_that_is_too_long_is_refused(void **state)
{
    (void)state;
    set_put(&set, "DDPMS", NULL, 64 * 1024 + 1);
    assert_set_refused(&set, RBK_UNSUPPORTED, "delivery/DDPMS", "expected at most 65536 bytes, found 65537");
}

static void more_streams_than_any_disc_has_are_refused(void **state)
{
    uint8_t map[256 + 201 * 128];
    (void)state;
    memcpy(map, set_find(&set, "DDPMS")->bytes, 384);
    for (size_t i = 1; i < 201; i++)
        memcpy(map + 256 + i * 128, map + 256, 128);
    set_put(&set, "DDPMS", map, sizeof map);
    assert_set_refused(&set, RBK_UNSUPPORTED, "delivery/DDPMS", "expected at most 200 streams of the program");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_filled_with_blanks_or_zeros, setup, teardown),
        cmocka_unit_test_setup_teardown(the_start_of_the_program_is_blank_or_zero, setup, teardown),
        cmocka_unit_test_setup_teardown(the_forms_of_several_writers_are_audio, setup, teardown),
        cmocka_unit_test_setup_teardown(packets_come_in_any_order, setup, teardown),
        cmocka_unit_test_setup_teardown(files_have_the_names_of_the_map, setup, teardown),
        cmocka_unit_test_setup_teardown(shorter_packets_of_level_1_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(streams_without_a_place_are_ignored_and_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_with_a_blank_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_map_that_is_cut_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_map_that_ends_within_a_mark_is_read_to_its_end, setup, teardown),
        cmocka_unit_test_setup_teardown(packets_that_are_none_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_pq_descriptor_is_ignored_and_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_map_that_is_too_long_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(more_streams_than_any_disc_has_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
