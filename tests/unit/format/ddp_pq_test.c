/* The PQ descriptor: the dialects of its writers, and packets that would give a different disc. */
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
    assert_string_equal(disc->tracks[0].isrc, "USABC1234567");
    assert_extent(&disc->tracks[1], 0, 0, 750, 900);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

#define AT(packet, offset) (((packet)-1) * 64 + (offset))

static void hours_are_blank_or_zero(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(3, 8), "00000200");
    assert_same();
}

/* In all packets, but for the blank in the level "DDP 2.00". */
static void fields_are_filled_with_blanks_or_zeros(void **state)
{
    static const char *const files[] = {"DDPID", "DDPMS", "PQDESCR"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        set_member *file = set_find(&set, files[i]);
        for (size_t at = i == 0 ? 8 : 0; at < file->size; at++)
            if (file->bytes[at] == ' ')
                file->bytes[at] = '\0';
    }
    assert_same();
}

static void a_lead_out_is_there_once_or_twice(void **state)
{
    (void)state;
    set_find(&set, "PQDESCR")->size -= 64;
    set_field(&set, "DDPMS", 128 + 14, "00000384");
    assert_same();
}

static void a_upc_may_be_in_every_packet(void **state)
{
    (void)state;
    for (size_t packet = 1; packet <= 7; packet++)
        set_field(&set, "PQDESCR", AT(packet, 32), "0123456789012");
    assert_same();
}

static void an_isrc_is_in_either_packet_of_its_track(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(2, 20), "            ");
    assert_same();
    set_field(&set, "PQDESCR", AT(2, 20), "USABC1234567");
    set_field(&set, "PQDESCR", AT(3, 20), "            ");
    assert_same();
    assert_set_finding(&set, RBK_RULE_DDP_ISRC_PLACE, "delivery/PQDESCR",
                       "the ISRC of track 1 is in index 00 only, where some readers miss it");
}

static void two_isrcs_of_a_track_are_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(2, 20), "USABC7654321");
    assert_set_finding(&set, RBK_RULE_DDP_CODES, "delivery/PQDESCR",
                       "the ISRC of track 1 is USABC7654321 in index 00 and USABC1234567 in index 01, which is taken");
}

static void an_isrc_of_a_later_index_counts_too(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(4, 4), "0102"); /* instead of the pregap of track 2 */
    set_field(&set, "PQDESCR", AT(4, 20), "USABC7654321");
    assert_set_finding(&set, RBK_RULE_DDP_CODES, "delivery/PQDESCR",
                       "the ISRC of track 1 is USABC7654321 in index 02 and USABC1234567 in index 01, which is taken");
    set_field(&set, "PQDESCR", AT(2, 20), "            ");
    set_field(&set, "PQDESCR", AT(3, 20), "            ");
    assert_set_finding(&set, RBK_RULE_DDP_ISRC_PLACE, "delivery/PQDESCR",
                       "the ISRC of track 1 is in index 02 only, where some readers miss it");
}

static void codes_of_other_packets_are_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(4, 32), "0123456789012");
    set_field(&set, "PQDESCR", AT(5, 32), "036000291452 ");
    set_field(&set, "PQDESCR", AT(6, 32), "4006381333931");
    assert_set_finding(&set, RBK_RULE_DDP_CODES, "delivery/PQDESCR",
                       "the UPC/EAN is 036000291452 in packet 5 and 0123456789012 in packet 1, which is taken");
    for (size_t packet = 5; packet <= 6; packet++)
        set_field(&set, "PQDESCR", AT(packet, 32), "             ");
    set_field(&set, "PQDESCR", AT(6, 20), "USABC7654321");
    assert_set_finding(&set, RBK_RULE_DDP_CODES, "delivery/PQDESCR",
                       "packet 6 is of no track and has the ISRC USABC7654321, which is ignored");
}

/* As writers fill fields that they have nothing for. */
static void zeros_after_a_code_and_in_packets_of_no_track_are_none(void **state)
{
    (void)state;
    for (size_t packet = 2; packet <= 6; packet++)
        set_field(&set, "PQDESCR", AT(packet, 32), "0000000000000");
    set_field(&set, "PQDESCR", AT(1, 20), "000000000000");
    set_field(&set, "PQDESCR", AT(6, 20), "000000000000");
    assert_same();
}

static size_t count_of(const char *rule)
{
    size_t count = 0;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc_free(set_disc(&set, findings));
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strcmp(rbk_findings_at(findings, i)->rule, rule) == 0;
    rbk_findings_free(findings);
    return count;
}

static void a_upc_that_is_none_in_every_packet_is_reported_once(void **state)
{
    static const char *const none[][2] = {{"0000000000000", RBK_RULE_MCN_ZERO},
                                          {"ABC          ", RBK_RULE_MCN_LEFT_OUT}};
    (void)state;
    set_field(&set, "DDPID", 8, "             ");
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        for (size_t packet = 1; packet <= 6; packet++)
            set_field(&set, "PQDESCR", AT(packet, 32), none[i][0]);
        assert_int_equal(count_of(none[i][1]), 1);
    }
}

static void texts_of_packets_are_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(4, 45), "COMMENT");
    assert_set_finding(&set, RBK_RULE_DDP_TEXT, "delivery/PQDESCR",
                       "1 packet has a text, which is ignored: 'COMMENT' in packet 4");
    set_field(&set, "PQDESCR", AT(6, 63), "x");
    assert_set_finding(&set, RBK_RULE_DDP_TEXT, "delivery/PQDESCR",
                       "2 packets have a text, which is ignored: 'COMMENT' in packet 4 is the first");
}

static void control_of_a_track_is_one(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(4, 16), "AS");
    assert_set_finding(&set, RBK_RULE_DDP_CONTROL, "delivery/PQDESCR",
                       "the control of track 2 is AS in index 00 and 01 in index 01, which is taken");
    set_field(&set, "PQDESCR", AT(4, 16), "  "); /* not stated */
    assert_same();
}

static void control_is_a_nibble_and_a_mark(void **state)
{
    static const struct {
        const char *field;
        uint32_t flags;
    } rows[] = {{"01", 0},
                {"11", RBK_FLAG_PRE_EMPHASIS},
                {"21", RBK_FLAG_COPY_PERMITTED},
                {"A1", RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_COPY_PERMITTED},
                {"0S", RBK_FLAG_SCMS},
                {"  ", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_field(&set, "PQDESCR", AT(5, 16), rows[i].field);
        rbk_disc *disc = set_disc(&set, NULL);
        assert_int_equal(disc->tracks[1].flags, rows[i].flags);
        rbk_disc_free(disc);
    }
}

static void audio_that_pq_calls_data_is_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(5, 16), "41");
    assert_set_finding(&set, RBK_RULE_DDP_CONTROL, "delivery/PQDESCR",
                       "track 2 is data in PQ and audio in the map, which is taken");
}

static void a_length_that_is_not_the_maps_is_reported(void **state)
{
    (void)state;
    set_find(&set, "PQDESCR")->size -= 64;
    assert_set_finding(&set, RBK_RULE_DDP_LENGTH, "delivery/PQDESCR", "expected 448 bytes, as the map says, found 384");
}

static void a_cut_packet_is_reported(void **state)
{
    (void)state;
    set_find(&set, "PQDESCR")->size -= 10;
    set_field(&set, "DDPMS", 128 + 14, "00000438");
    assert_set_finding(&set, RBK_RULE_DDP_TABLE, "delivery/PQDESCR",
                       "expected packets of 64 bytes, 54 bytes are left over");
}

static void packets_that_make_another_disc_are_refused(void **state)
{
    static const struct {
        size_t offset;
        const char *text, *sentence;
    } rows[] = {
        {AT(3, 0), "VVVM", "packet 3: expected 'VVVS', found 'VVVM'"},
        {AT(3, 4), "0x", "packet 3: expected a track (00 to 99 or AA), found '0x'"},
        {AT(3, 6), "1 ", "packet 3: expected an index (00 to 99), found '1'"},
        {AT(3, 8), "  006000", "packet 3: expected a time (MMSSFF), found '006000'"},
        {AT(3, 8), "  000275", "packet 3: expected a time (MMSSFF), found '000275'"},
        {AT(3, 8), "01000200", "packet 3: expected a time (MMSSFF), found '01000200'"},
        {AT(3, 16), "G1", "packet 3: expected a control field (a hexadecimal digit and 1 or S), found 'G1'"},
        {AT(3, 16), "02", "packet 3: expected a control field (a hexadecimal digit and 1 or S), found '02'"},
        {AT(5, 8), "  000900", "packet 5: the time of track 02, index 01 is not after that of the packet before"},
        {AT(4, 4), "03", "packet 4: track 03, index 00 does not follow the packet before"},
        {AT(5, 6), "02", "packet 5: track 02, index 02 does not follow the packet before"},
        {AT(6, 8), "  001200", "packet 6: the time of track AA, index 01 is not after that of the packet before"},
        {AT(3, 8), "  000174", "packet 3: index 01 of the first track is before 00:02:00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_release(&set);
        set_write(&set, source, NULL);
        set_field(&set, "PQDESCR", rows[i].offset, rows[i].text);
        bool layout = i + 1 == sizeof rows / sizeof rows[0];
        assert_set_refused(&set, layout ? RBK_BAD_LAYOUT : RBK_SYNTAX, "delivery/PQDESCR", rows[i].sentence);
    }
}

static void without_a_lead_out_it_is_cut(void **state)
{
    (void)state;
    set_find(&set, "PQDESCR")->size = 5 * 64;
    assert_set_refused(&set, RBK_SYNTAX, "delivery/PQDESCR",
                       "expected a lead-out (track AA) at the end, found none: the file may be cut");
    set_find(&set, "PQDESCR")->size = 0;
    assert_set_refused(&set, RBK_SYNTAX, "delivery/PQDESCR",
                       "expected a lead-out (track AA) at the end, found none: the file may be cut");
}

static void an_isrc_that_is_none_is_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", AT(2, 20), "            ");
    set_field(&set, "PQDESCR", AT(3, 20), "us-abc123456");
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = set_disc(&set, findings);
    assert_true(rbk_findings_count(findings) > 0);
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "ISRC"));
    assert_int_equal(rbk_findings_at(findings, 0)->track, 1);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_packet_of_the_lead_in_need_not_be_there(void **state)
{
    set_member *pq = set_find(&set, "PQDESCR");
    (void)state;
    memmove(pq->bytes, pq->bytes + 64, pq->size - 64);
    pq->size -= 64;
    set_field(&set, "PQDESCR", AT(1, 32), "0123456789012");
    set_field(&set, "DDPMS", 128 + 14, "00000384");
    assert_same();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(hours_are_blank_or_zero, setup, teardown),
        cmocka_unit_test_setup_teardown(fields_are_filled_with_blanks_or_zeros, setup, teardown),
        cmocka_unit_test_setup_teardown(a_lead_out_is_there_once_or_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(a_upc_may_be_in_every_packet, setup, teardown),
        cmocka_unit_test_setup_teardown(an_isrc_is_in_either_packet_of_its_track, setup, teardown),
        cmocka_unit_test_setup_teardown(two_isrcs_of_a_track_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(an_isrc_of_a_later_index_counts_too, setup, teardown),
        cmocka_unit_test_setup_teardown(codes_of_other_packets_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(zeros_after_a_code_and_in_packets_of_no_track_are_none, setup, teardown),
        cmocka_unit_test_setup_teardown(a_upc_that_is_none_in_every_packet_is_reported_once, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_of_packets_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(control_of_a_track_is_one, setup, teardown),
        cmocka_unit_test_setup_teardown(control_is_a_nibble_and_a_mark, setup, teardown),
        cmocka_unit_test_setup_teardown(audio_that_pq_calls_data_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_length_that_is_not_the_maps_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cut_packet_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(packets_that_make_another_disc_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(without_a_lead_out_it_is_cut, setup, teardown),
        cmocka_unit_test_setup_teardown(an_isrc_that_is_none_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_packet_of_the_lead_in_need_not_be_there, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
