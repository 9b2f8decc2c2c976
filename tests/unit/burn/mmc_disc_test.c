/*
 * What drives report about a disc, decoded byte by byte; invalid replies; random bytes.
 */
#include "burn/mmc.h"

#include <redbook/burn_plan.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *why;

static void a_blank_disc_says_where_it_begins_and_ends(void **state)
{
    uint8_t data[34] = {0, 32, 0x10, 1, 1, 1, 1, 0x20, 0xFF};
    rbk_mmc_disc disc;
    (void)state;
    memcpy(data + 17, "\x61\x12\x00", 3);
    memcpy(data + 21, "\x4F\x3B\x4A", 3);
    assert_true(rbk_mmc_decode_disc(data, sizeof data, &disc, &why));
    assert_int_equal(disc.status, RBK_MMC_DISC_BLANK);
    assert_int_equal(disc.session_state, 0);
    assert_true(disc.rewritable && disc.has_lead_in && disc.has_lead_out);
    assert_int_equal(disc.lead_in_lba, -12300);
    assert_int_equal(disc.lead_out_lba, 359849);
    assert_int_equal(disc.type, 0xFF);
}

static void a_finished_disc_has_no_such_addresses(void **state)
{
    uint8_t data[34] = {0, 32, 0x0E, 1, 1, 7, 12, 0x20, 0x20};
    rbk_mmc_disc disc;
    (void)state;
    memset(data + 16, 0xFF, 8);
    assert_true(rbk_mmc_decode_disc(data, sizeof data, &disc, &why));
    assert_int_equal(disc.status, RBK_MMC_DISC_FINISHED);
    assert_int_equal(disc.session_state, 3);
    assert_int_equal(disc.sessions, 1);
    assert_int_equal(disc.first_in_last, 7);
    assert_int_equal(disc.last_track, 12);
    assert_false(disc.rewritable || disc.has_lead_in || disc.has_lead_out);
    data[1] = 0;
    assert_false(rbk_mmc_decode_disc(data, sizeof data, &disc, &why));
    assert_string_equal(why, "it is too short to hold the state of the disc");
    memset(data, 0xA5, sizeof data);
    assert_false(rbk_mmc_decode_disc(data, sizeof data, &disc, &why));
    assert_string_equal(why, "nothing was returned");
}

static void an_answer_that_ends_early_says_what_it_has(void **state)
{
    uint8_t data[34] = {0, 14, 0x1E, 1, 1, 1, 12, 0x20, 0x20};
    rbk_mmc_disc disc;
    (void)state;
    memset(data + 16, 0xA5, 18); /* not transferred */
    assert_true(rbk_mmc_decode_disc(data, sizeof data, &disc, &why));
    assert_int_equal(disc.status, RBK_MMC_DISC_FINISHED);
    assert_int_equal(disc.last_track, 12);
    assert_true(disc.rewritable);
    assert_false(disc.has_lead_in || disc.has_lead_out);
    data[1] = 2; /* only the state was transferred */
    assert_true(rbk_mmc_decode_disc(data, 4, &disc, &why));
    assert_int_equal(disc.status, RBK_MMC_DISC_FINISHED);
    assert_int_equal(disc.last_track, 0);
    assert_int_equal(disc.type, 0xFF);
    assert_false(rbk_mmc_decode_disc(data, 2, &disc, &why));
}

static void lengths_are_known_by_the_beginning_of_an_answer(void **state)
{
    uint8_t toc[4] = {0x90, 0x02, 1, 12}, page[10] = {0, 66, [8] = 0x2A, [9] = 58};
    size_t length = 0;
    (void)state;
    assert_true(rbk_mmc_decode_toc_length(toc, sizeof toc, &length, &why));
    assert_int_equal(length, 0x9004);
    assert_true(rbk_mmc_decode_page_length(page, sizeof page, &length, &why));
    assert_int_equal(length, 68);
    memset(toc, 0, sizeof toc);
    memset(page, 0, sizeof page);
    assert_false(rbk_mmc_decode_toc_length(toc, sizeof toc, &length, &why));
    assert_false(rbk_mmc_decode_page_length(page, sizeof page, &length, &why));
    assert_false(rbk_mmc_decode_page_length(page, 9, &length, &why));
}

static void the_atip_says_kind_maker_and_room(void **state)
{
    uint8_t data[28] = {0, 26, 0, 0, 0xD1, 0x00, 0xD8, 0, 97, 26, 66, 0, 79, 59, 74};
    rbk_mmc_atip atip;
    (void)state;
    assert_true(rbk_mmc_decode_atip(data, sizeof data, &atip, &why));
    assert_true(atip.rewritable);
    assert_int_equal(atip.subtype, 3);
    assert_int_equal(atip.power, 5);
    assert_int_equal(atip.speed_code, 1);
    assert_int_equal(atip.lead_in_lba, (97 * 60 + 26) * 75 + 66 - 450150);
    assert_int_equal(atip.lead_out_lba, 359849);
    data[8] = 0;
    assert_false(rbk_mmc_decode_atip(data, sizeof data, &atip, &why));
    assert_string_equal(why, "its start of the lead-in is out of range");
    data[8] = 97, data[13] = 60;
    assert_false(rbk_mmc_decode_atip(data, sizeof data, &atip, &why));
}

static void the_invisible_track_says_where_writing_goes_on(void **state)
{
    uint8_t data[36] = {0, 34, 1, 1, 0, 4, 0x4F, 1, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 5, 0x7D, 0xA8};
    rbk_mmc_track track;
    (void)state;
    assert_true(rbk_mmc_decode_track(data, sizeof data, &track, &why));
    assert_int_equal(track.number, 1);
    assert_true(track.blank && track.has_next && !track.damaged);
    assert_int_equal(track.mode, 4);
    assert_int_equal(track.data_mode, 15);
    assert_int_equal(track.next_lba, -150);
    assert_int_equal(track.free_sectors, 359848);
}

static size_t toc(uint8_t *data)
{
    static const uint8_t answer[] = {0, 26, 1, 2, 0,    0x41, 1, 0,    0,    0, 0, 0, 0,    0x10,
                                     2, 0,  0, 0, 0x10, 0x04, 0, 0x10, 0xAA, 0, 0, 0, 0x20, 0x08};
    memcpy(data, answer, sizeof answer);
    return sizeof answer;
}

static void a_table_of_contents_has_tracks_and_a_lead_out(void **state)
{
    uint8_t data[64];
    size_t bytes = toc(data);
    rbk_mmc_toc found;
    (void)state;
    assert_true(rbk_mmc_decode_toc(data, bytes, &found, &why));
    assert_int_equal(found.entry_count, 3);
    assert_int_equal(found.entries[0].control, 1);
    assert_int_equal(found.entries[1].track, 2);
    assert_int_equal(found.entries[1].lba, 0x1004);
    assert_int_equal(found.entries[2].track, 0xAA);
    assert_int_equal(found.entries[2].lba, 0x2008);
}

static void a_table_of_contents_that_contradicts_itself_is_refused(void **state)
{
    static const struct damage {
        size_t at;
        uint8_t value;
        const char *why;
    } damages[] = {
        {2, 0, "it has invalid track numbers"},
        {3, 100, "it has invalid track numbers"},
        {2, 3, "it has invalid track numbers"},
        {6, 2, "its tracks are not in order"},
        {14, 3, "its tracks are not in order"},
        {22, 3, "its tracks are not in order"},
        {26, 0, "its tracks are not in order"},
        {1, 18, "it has no lead-out"},
        {1, 2, "it has no lead-out"},
        {1, 1, "its length is invalid"},
        {0, 1, "it is longer than any table of contents"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        uint8_t data[64];
        size_t bytes = toc(data);
        rbk_mmc_toc found = {.first_track = 77};
        data[damages[i].at] = damages[i].value;
        assert_false(rbk_mmc_decode_toc(data, bytes, &found, &why));
        assert_string_equal(why, damages[i].why);
        assert_int_equal(found.first_track, 77);
    }
}

/* Tracks 1 and 2 in a session that ends at 0x1500, track 3 in one that ends at 0x6008; times of the lead-in as numbers
   or
 * BCD. */
static const struct point {
    uint8_t session, adr, point, time[3];
} points[] = {
    {1, 1, 0xA0, {1, 0, 0}},   {1, 1, 0xA1, {2, 0, 0}},    {1, 1, 0xA2, {1, 13, 51}}, {1, 1, 1, {0, 2, 0}},
    {1, 1, 2, {0, 56, 50}},    {1, 5, 0xB0, {79, 59, 74}}, {2, 1, 0xA0, {3, 0, 0}},   {2, 1, 0xA1, {3, 0, 0}},
    {2, 1, 0xA2, {5, 29, 59}}, {2, 1, 3, {4, 34, 50}},
};

enum { POINTS = sizeof points / sizeof points[0] };

static rbk_mmc_toc tracks_of_two_sessions(void)
{
    rbk_mmc_toc tracks = {.first_track = 1, .last_track = 3, .entry_count = 4};
    tracks.entries[0] = (rbk_mmc_toc_entry){1, 0, 0};
    tracks.entries[1] = (rbk_mmc_toc_entry){2, 0, rbk_burn_program_lba(0, 56, 50)};
    tracks.entries[2] = (rbk_mmc_toc_entry){3, 4, rbk_burn_program_lba(4, 34, 50)};
    tracks.entries[3] = (rbk_mmc_toc_entry){0xAA, 4, rbk_burn_program_lba(5, 29, 59)};
    return tracks;
}

static size_t full_toc(uint8_t *data, bool bcd)
{
    size_t bytes = 4;
    for (size_t i = 0; i < POINTS; i++, bytes += 11) {
        memset(data + bytes, 0, 11);
        data[bytes] = points[i].session;
        data[bytes + 1] = (uint8_t)(points[i].adr << 4);
        data[bytes + 3] = points[i].point;
        for (size_t b = 0; b < 3; b++)
            data[bytes + 8 + b] =
                (uint8_t)(bcd ? points[i].time[b] / 10 * 16 + points[i].time[b] % 10 : points[i].time[b]);
    }
    data[0] = 0, data[1] = (uint8_t)(bytes - 2), data[2] = 1, data[3] = 2;
    return bytes;
}

static void sessions_are_those_of_the_full_table_of_contents(void **state)
{
    uint8_t data[256];
    rbk_mmc_toc tracks = tracks_of_two_sessions();
    (void)state;
    for (unsigned bcd = 0; bcd < 2; bcd++) {
        rbk_mmc_sessions found = {.count = 0};
        size_t bytes = full_toc(data, bcd);
        assert_true(rbk_mmc_decode_sessions(data, bytes, &tracks, &found, &why));
        assert_int_equal(found.count, 2);
        assert_int_equal(found.sessions[0].first_track, 1);
        assert_int_equal(found.sessions[0].last_track, 2);
        assert_int_equal(found.sessions[0].lead_out_lba, rbk_burn_program_lba(1, 13, 51));
        assert_int_equal(found.sessions[1].first_track, 3);
        assert_int_equal(found.sessions[1].lead_out_lba, rbk_burn_program_lba(5, 29, 59));
    }
}

static void sessions_that_do_not_agree_with_the_tracks_are_refused(void **state)
{
    static const struct damage {
        size_t point, byte;
        uint8_t value;
    } damages[] = {
        {0, 8, 2},   /* the first session starts with another track */
        {1, 8, 3},   /* and has all of them */
        {1, 8, 9},   /* or more */
        {2, 8, 0},   /* ends before its last track */
        {2, 8, 4},   /* after the next one has started: 04:34:51 */
        {6, 8, 2},   /* a track in two sessions */
        {8, 10, 58}, /* another end of the disc */
        {6, 0, 3},   /* a session is missing */
        {6, 0, 0},
    };
    rbk_mmc_toc tracks = tracks_of_two_sessions();
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        uint8_t data[256];
        rbk_mmc_sessions found = {.count = 7};
        size_t bytes = full_toc(data, false);
        data[4 + 11 * damages[i].point + damages[i].byte] = damages[i].value;
        if (damages[i].value == 4)
            data[4 + 11 * damages[i].point + 9] = 34;
        assert_false(rbk_mmc_decode_sessions(data, bytes, &tracks, &found, &why));
        assert_string_equal(why, "its sessions do not agree with its tracks");
        assert_int_equal(found.count, 7);
    }
}

static void the_last_session_is_known_by_its_first_track(void **state)
{
    uint8_t data[12] = {0, 10, 1, 2, 0, 0x14, 3, 0, 0, 0, 0x2F, 0xA8};
    uint32_t first = 0;
    (void)state;
    assert_true(rbk_mmc_decode_last_session(data, sizeof data, &first, &why));
    assert_int_equal(first, 3);
    data[6] = 0;
    assert_false(rbk_mmc_decode_last_session(data, sizeof data, &first, &why));
    assert_string_equal(why, "it has invalid track numbers");
    data[1] = 2;
    assert_false(rbk_mmc_decode_last_session(data, sizeof data, &first, &why));
    assert_string_equal(why, "it is too short to hold a session");
}

static void cdtext_is_whole_packs_and_an_unanswered_buffer_is_none(void **state)
{
    uint8_t data[64] = {0, 39}; /* two packs and a zero */
    const uint8_t *packs = NULL;
    size_t bytes = 0;
    (void)state;
    assert_true(rbk_mmc_decode_cdtext(data, sizeof data, &packs, &bytes, &why));
    assert_ptr_equal(packs, data + 4);
    assert_int_equal(bytes, 36);
    memset(data, 0xA5, sizeof data);
    assert_false(rbk_mmc_decode_cdtext(data, sizeof data, &packs, &bytes, &why));
}

static void codes_are_there_or_not_and_of_their_characters(void **state)
{
    uint8_t data[24] = {0, 0x15, 0, 20, 2, 0, 0, 0, 0x80};
    char mcn[RBK_MCN_BYTES], isrc[RBK_ISRC_BYTES];
    (void)state;
    memcpy(data + 9, "1234567890123", 13);
    assert_true(rbk_mmc_decode_mcn(data, sizeof data, mcn, &why));
    assert_string_equal(mcn, "1234567890123");
    data[8] = 0;
    assert_true(rbk_mmc_decode_mcn(data, sizeof data, mcn, &why));
    assert_string_equal(mcn, "");
    data[8] = 0x80, data[10] = 'A';
    assert_false(rbk_mmc_decode_mcn(data, sizeof data, mcn, &why));
    data[4] = 3;
    memcpy(data + 9, "USABC1234567", 12);
    assert_true(rbk_mmc_decode_isrc(data, sizeof data, isrc, &why));
    assert_string_equal(isrc, "USABC1234567");
    assert_false(rbk_mmc_decode_mcn(data, sizeof data, mcn, &why));
    assert_string_equal(why, "it does not hold the requested data");
}

/* Every decoder on random bytes of every length: nothing is read past their end (address sanitizer), no endless loop.
   */
static void garbage_is_read_within_its_bounds(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (size_t turn = 0; turn < 20000; turn++) {
        size_t bytes = turn % 96;
        uint8_t *data = malloc(bytes + 1);
        assert_non_null(data);
        for (size_t i = 0; i < bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            data[i] = (uint8_t)((seed >> 24) & (turn % 3 ? 0xFF : 0x0F));
        }
        rbk_mmc_identity identity;
        rbk_mmc_features features;
        rbk_mmc_page page;
        rbk_mmc_capabilities capabilities;
        rbk_mmc_disc disc;
        rbk_mmc_atip atip;
        rbk_mmc_track track;
        rbk_mmc_toc found;
        const uint8_t *packs;
        size_t length;
        char code[RBK_MCN_BYTES];
        (void)rbk_mmc_decode_inquiry(data, bytes, &identity, &why);
        (void)rbk_mmc_decode_configuration(data, bytes, &features, &why);
        if (rbk_mmc_decode_page(data, bytes, data[0] & 0x3F, &page, &why))
            (void)rbk_mmc_decode_capabilities(&page, &capabilities, &why);
        (void)rbk_mmc_decode_disc(data, bytes, &disc, &why);
        (void)rbk_mmc_decode_atip(data, bytes, &atip, &why);
        (void)rbk_mmc_decode_track(data, bytes, &track, &why);
        (void)rbk_mmc_decode_toc(data, bytes, &found, &why);
        rbk_mmc_sessions sessions;
        rbk_mmc_toc tracks = tracks_of_two_sessions();
        uint32_t first;
        (void)rbk_mmc_decode_sessions(data, bytes, &tracks, &sessions, &why);
        (void)rbk_mmc_decode_last_session(data, bytes, &first, &why);
        if (rbk_mmc_decode_cdtext(data, bytes, &packs, &length, &why))
            assert_true(length + 4 <= bytes);
        (void)rbk_mmc_decode_mcn(data, bytes, code, &why);
        (void)rbk_mmc_decode_isrc(data, bytes, code, &why);
        free(data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blank_disc_says_where_it_begins_and_ends),
        cmocka_unit_test(a_finished_disc_has_no_such_addresses),
        cmocka_unit_test(an_answer_that_ends_early_says_what_it_has),
        cmocka_unit_test(lengths_are_known_by_the_beginning_of_an_answer),
        cmocka_unit_test(the_atip_says_kind_maker_and_room),
        cmocka_unit_test(the_invisible_track_says_where_writing_goes_on),
        cmocka_unit_test(a_table_of_contents_has_tracks_and_a_lead_out),
        cmocka_unit_test(a_table_of_contents_that_contradicts_itself_is_refused),
        cmocka_unit_test(sessions_are_those_of_the_full_table_of_contents),
        cmocka_unit_test(sessions_that_do_not_agree_with_the_tracks_are_refused),
        cmocka_unit_test(the_last_session_is_known_by_its_first_track),
        cmocka_unit_test(cdtext_is_whole_packs_and_an_unanswered_buffer_is_none),
        cmocka_unit_test(codes_are_there_or_not_and_of_their_characters),
        cmocka_unit_test(garbage_is_read_within_its_bounds),
    };
    return cmocka_run_group_tests_name("burn/mmc_disc", tests, NULL, NULL);
}
