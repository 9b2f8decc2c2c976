/* Ids of published discs, by their tables of contents. */
#include <redbook/hash.h>

#include "unit/report/discs.h"

/*
 * Starts of index 01 from lba 0, 0 before the lead-out; sectors before the first one are a hidden track. Where data is
 * the
 * last track it is in a second session.
 */
typedef struct toc {
    int32_t starts[RBK_TRACKS_MAX + 2];
    bool data_last;
    const char *musicbrainz;
    const char *freedb;
    const char *accuraterip;
    const char *ctdb;
} toc;

static const toc tocs[] = {
    {{0,      9550,   25737,  39147,  53645,  63585,  77367,  94727,  107120, 123402, 135372, 148272,
      161047, 174640, 191872, 205395, 217860, 228550, 239440, 255320, 266782, 288600, -303452},
     false,
     "xUp1F2NkfP8s8jaeFn_Av3jNEI4-",
     "370fce16",
     "022-00340bc2-0343cfc1-370fce16",
     "5OnMQ0h8fLndAQbd7p.6_IPpWiM-"},
    {{0, 750, 1300, -1750},
     false,
     "2lVG2H8.w03PB.2nFQZabLJ9uRM-",
     "0f001703",
     "003-00000ed8-00003071-0f001703",
     "rJqRJz31clFtMgZGQWcx5qsnYwA-"},
    {{0, 15537, 31691, 50866, 66466, 81202, 99409, 115920, 133093, 149847, 161560, 177682, 207106, -210385},
     true,
     "KnpGsLhvH.lPrNc1PBL21lb9Bg4-",
     "c60af50d",
     "012-0013bd5a-00b8d489-c60af50d",
     "r6So1qSNQD5cupcsH68dNrop4j4-"},
    {{0, 15213, 32164, 46442, 63264, 80339, -95312},
     false,
     "49HHV7Eb8UKF3aQiNmu1GR8vKTY-",
     "3404f606",
     "006-000513be-001b2231-3404f606",
     "iCHDkr.7dpqDbPy3ehdjqp8oRT0-"},
    {{15220, 34869, 51382, 69040, 84142, 96676, 112377, 132298, 148445, 167922, 185389, 203181, 221953, -243216},
     false,
     NULL,
     "ad0be00d",
     "013-001af2de-0105994e-ad0be00d",
     NULL},
    {{0, 11413, 25024, 45713, -55220},
     false,
     "nljDXdC8B_pDwbdY1vZJvdrAZI4-",
     "1f02e004",
     "004-0002189a-00087f33-1f02e004",
     "VukMWWItblELRM.CEFpXxw0FlME-"},
    {{0, 15047, 30797, 45995, 60397, 78942, 94607, 108395, 125382, 146117, 162905, 177397, 194782, 220352, -332850},
     true,
     "ucgpiD84p.2iBxO4j3hdjSjhtnw-",
     "b611560e",
     "013-001802ed-00f8ee31-b611560e",
     "gmEsiU5wvQFA1Nq9YE_posiwgK8-"},
};

static void make_disc(const toc *t)
{
    uint32_t file = add_bin("a.bin", NULL, 400000);
    int64_t at = 0;
    for (size_t i = 0; t->starts[i] >= 0; i++) {
        int32_t start = t->starts[i], next = t->starts[i + 1] < 0 ? -t->starts[i + 1] : t->starts[i + 1];
        bool data = t->data_last && t->starts[i + 1] < 0, before_data = t->data_last && t->starts[i + 2] < 0;
        int64_t pregap = i == 0 ? start : 0;
        if (data)
            assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
        int64_t length = next - (before_data ? 11400 : 0) - start;
        add_track(file, data ? RBK_MODE_MODE1_2352 : RBK_MODE_AUDIO, at, at + pregap + length, pregap);
        at += pregap + length;
    }
    lay_out();
}

static void published_discs_have_their_published_ids(void **state)
{
    rbk_disc_ids ids;
    (void)state;
    for (size_t i = 0; i < sizeof tocs / sizeof tocs[0]; i++) {
        const toc *t = &tocs[i];
        rbk_disc_free(disc);
        disc = rbk_disc_new();
        make_disc(t);
        assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
        assert_string_equal(ids.freedb, t->freedb);
        assert_string_equal(ids.accuraterip, t->accuraterip);
        if (t->musicbrainz)
            assert_string_equal(ids.musicbrainz, t->musicbrainz);
        if (t->ctdb)
            assert_string_equal(ids.ctdb, t->ctdb);
    }
}

static void the_table_for_musicbrainz_is_given(void **state)
{
    rbk_disc_ids ids;
    (void)state;
    make_disc(&tocs[1]);
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    assert_string_equal(ids.musicbrainz_toc, "1 3 1900 150 900 1450");
}

/* CTDB counts from the first track, so sectors before it do not change the id. */
static void a_hidden_track_leaves_the_id_of_ctdb_as_it_is(void **state)
{
    rbk_disc_ids ids, moved;
    (void)state;
    make_disc(&tocs[1]);
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    rbk_disc_free(disc);
    disc = rbk_disc_new();
    make_disc(&(toc){.starts = {500, 1250, 1800, -2250}});
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &moved, &error), RBK_OK);
    assert_string_equal(ids.ctdb, moved.ctdb);
    assert_string_not_equal(ids.musicbrainz, moved.musicbrainz);
}

static void a_disc_of_data_has_the_id_of_freedb_alone(void **state)
{
    rbk_disc_ids ids;
    (void)state;
    add_track(add_bin("a.bin", NULL, 20000), RBK_MODE_MODE1_2352, 0, 20000, 0);
    lay_out();
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    assert_string_equal(ids.musicbrainz, "");
    assert_string_equal(ids.accuraterip, "");
    assert_string_equal(ids.ctdb, "");
    assert_string_equal(ids.freedb, "02010a01");
}

/* freedb counts tracks and has no numbers: (lead-out s - first track s) << 8 | tracks. */
static void the_first_number_of_a_disc_is_not_in_the_id_of_freedb(void **state)
{
    rbk_disc_ids ids;
    uint32_t file = add_bin("a.bin", NULL, 900);
    (void)state;
    add_track(file, RBK_MODE_AUDIO, 0, 300, 0);
    add_track(file, RBK_MODE_AUDIO, 300, 900, 0);
    disc->tracks[0].number = 5;
    disc->tracks[1].number = 6;
    lay_out();
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    assert_string_equal(ids.freedb, "08000c02");
    assert_string_equal(ids.accuraterip, "002-000004b0-00000ce5-08000c02");
    assert_string_equal(ids.musicbrainz_toc, "5 6 1050 150 450");
}

/* Data that begins less than a session's gap after the last audio track: libdiscid omits that track. */
static void a_track_that_does_not_fit_before_the_gap_is_left_out(void **state)
{
    rbk_disc_ids ids;
    uint32_t file = add_bin("a.bin", NULL, 60000);
    (void)state;
    add_track(file, RBK_MODE_AUDIO, 0, 30000, 0);
    add_track(file, RBK_MODE_AUDIO, 30000, 35000, 0);
    add_track(file, RBK_MODE_MODE1_2352, 35000, 40000, 0);
    lay_out();
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    assert_string_equal(ids.musicbrainz_toc, "1 1 18750 150");
}

/* 90 minutes are the most that libdiscid accepts. */
static void beyond_90_minutes_there_are_no_ids_but_ctdb(void **state)
{
    rbk_disc_ids ids;
    (void)state;
    add_track(add_bin("a.bin", NULL, 420000), RBK_MODE_AUDIO, 0, 420000, 0);
    lay_out();
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    assert_string_equal(ids.musicbrainz, "");
    assert_string_equal(ids.freedb, "");
    assert_string_equal(ids.accuraterip, "");
    assert_int_equal(strlen(ids.ctdb), 28);
}

/* 99 tracks fill the table to its end. */
static void ninety_nine_tracks_have_ids(void **state)
{
    rbk_disc_ids ids;
    uint32_t file = add_bin("a.bin", NULL, 99 * 400);
    (void)state;
    for (int64_t i = 0; i < 99; i++)
        add_track(file, RBK_MODE_AUDIO, 400 * i, 400 * (i + 1), 0);
    lay_out();
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_OK);
    assert_int_equal(strlen(ids.musicbrainz), 28);
    assert_int_equal(strlen(ids.ctdb), 28);
    assert_memory_equal(ids.accuraterip, "099-", 4);
    layout->track_count--;
    assert_int_equal(rbk_disc_ids_compute(disc, layout, &ids, &error), RBK_INVALID_ARGUMENT);
    layout->track_count++;
    assert_int_equal(rbk_disc_ids_compute(disc, NULL, &ids, &error), RBK_INVALID_POINTER);
}

#define ids_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end_disc)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ids_test(published_discs_have_their_published_ids),
        ids_test(the_table_for_musicbrainz_is_given),
        ids_test(a_hidden_track_leaves_the_id_of_ctdb_as_it_is),
        ids_test(a_disc_of_data_has_the_id_of_freedb_alone),
        ids_test(the_first_number_of_a_disc_is_not_in_the_id_of_freedb),
        ids_test(a_track_that_does_not_fit_before_the_gap_is_left_out),
        ids_test(beyond_90_minutes_there_are_no_ids_but_ctdb),
        ids_test(ninety_nine_tracks_have_ids),
    };
    return cmocka_run_group_tests_name("report/identifiers", tests, NULL, NULL);
}
