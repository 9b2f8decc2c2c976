/* Images of DiscJuggler of all versions, made according to two readers that agree. */
#include "format/cdi.h"
#include "unit/format/container.h"

#define NAME "folder/x.cdi"

enum { V2 = 4, V3, V35 };

static container image;
static rbk_findings *findings;
static size_t list;       /* offset of the descriptor */
static size_t last_track; /* offset of the block of the last track */

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    container_free(&image);
    rbk_findings_free(findings);
    return 0;
}

static void number(size_t size, uint64_t value)
{
    container_number(&image, false, size, value);
}

static void add_head(int version)
{
    container_zeros(&image, 4);
    container_hex(&image, "00000100 0000ffffffff 00000100 0000ffffffff ab001001 05");
    container_text(&image, "x.cdi");
    container_zeros(&image, 11);
    number(4, 2);
    number(4, 0);
    number(4, version == V35 ? 0x80000000u : 0);
    if (version == V35) {
        number(4, 360000);
        number(2, 0);
        number(2, 0x98);
    }
}

typedef struct made_track {
    uint32_t mode, kind, control, pregap, length, start, session, number, sector_bytes;
    const char *isrc;
} made_track;

static const char *title; /* of every track, in its block; NULL: none */

static void add_texts(void)
{
    number(4, title ? 1 : 0);
    if (title) {
        number(1, strlen(title));
        container_text(&image, title);
        container_zeros(&image, 17);
    }
}

static void add_track(int version, const made_track *t)
{
    last_track = image.size;
    add_head(version);
    number(2, 2);
    number(4, t->pregap);
    number(4, t->length);
    add_texts();
    container_zeros(&image, 2);
    number(4, t->mode);
    number(4, 0);
    number(4, t->session);
    number(4, t->number);
    number(4, t->start);
    number(4, t->pregap + t->length);
    container_zeros(&image, 16);
    number(4, t->kind);
    number(4, t->control);
    container_zeros(&image, 9);
    if (t->isrc)
        container_add(&image, t->isrc, 12);
    else
        container_zeros(&image, 12);
    number(4, t->isrc ? 1 : 0);
    if (version == V2)
        return;
    container_zeros(&image, 5);
    number(4, version == V35 ? UINT32_MAX : 0);
    if (version == V35)
        container_zeros(&image, 78);
}

static rbk_bytes packs; /* of version 3.5 */

/* One session of these tracks, or (sessions_of_one) one for each. */
static void make(int version, const made_track *tracks, size_t count, bool sessions_of_one, bool pregaps)
{
    container_free(&image);
    for (size_t i = 0; i < count; i++)
        container_zeros(&image, (size_t)(tracks[i].length + (pregaps ? tracks[i].pregap : 0)) * tracks[i].sector_bytes);
    list = image.size;
    number(2, sessions_of_one ? count : 1);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || sessions_of_one)
            number(2, sessions_of_one ? 1 : count);
        add_track(version, &tracks[i]);
        if (i + 1 == count || sessions_of_one)
            container_zeros(&image, version == V2 ? 12 : 13);
    }
    number(2, 0);
    if (version == V35) {
        add_head(version);
        number(4, 0);
        container_hex(&image, "00 00010000 0100000000");
        container_text(&image, "4006381333931");
        number(4, 1);
        number(4, packs.size);
        container_add(&image, packs.data, packs.size);
        container_zeros(&image, 8);
    }
    number(4, 0x80000000u + (uint32_t)version);
    number(4, version == V35 ? image.size + 4 - list : list);
}

static const made_track audio = {0, 2, 0, 150, 300, 0, 0, 0, 2352, "USRC17607839"};

static void a_track_of_audio_is_read_in_every_version(void **state)
{
    (void)state;
    for (int version = V2; version <= V35; version++) {
        make(version, &audio, 1, false, true);
        if (version == V35)
            assert_int_equal(image.size, 1058776);
        rbk_disc *disc = container_read(&image, NAME, findings);
        rbk_layout *layout = container_lay_out(disc);
        assert_int_equal(rbk_findings_count(findings), 0);
        assert_int_equal(disc->track_count, 1);
        assert_string_equal(disc->files[0].path, "x.cdi");
        assert_string_equal(disc->tracks[0].isrc, "USRC17607839");
        assert_string_equal(disc->mcn, version == V35 ? "4006381333931" : "");
        assert_int_equal(disc->tracks[0].extents[0].placement.offset_bytes, 150 * 2352);
        assert_int_equal(layout->tracks[0].index01_lba, 0);
        assert_int_equal(layout->tracks[0].end_lba, 300);
        rbk_layout_free(layout);
        rbk_disc_free(disc);
    }
}

static void cd_text_is_at_the_end_of_version_3_5(void **state)
{
    (void)state;
    packs = container_packs();
    make(V35, &audio, 1, false, true);
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(disc->cdtext_bytes, packs.size);
    assert_memory_equal(disc->cdtext, packs.data, packs.size);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Nights");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "One");
    rbk_disc_free(disc);
    assert_int_equal(rbk_findings_count(findings), 0);
    packs.size -= 1; /* the last pack is not whole: the others are read */
    make(V35, &audio, 1, false, true);
    disc = container_read(&image, NAME, findings);
    assert_int_equal(disc->cdtext_bytes, packs.size - 17);
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "One");
    rbk_disc_free(disc);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.damaged");
    make(V35, &audio, 1, false, true);
    image.bytes[image.size - 8 - 8 - packs.size - 2]++; /* 65536 more than there are */
    disc = container_read(&image, NAME, findings);
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "cdi.cdtext");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "One");
    rbk_disc_free(disc);
    rbk_bytes_release(&packs);
    packs = (rbk_bytes){NULL, 0};
}

static void texts_of_tracks_that_are_not_read_are_reported(void **state)
{
    static const made_track two[] = {{0, 2, 0, 150, 300, 0, 0, 0, 2352, NULL},
                                     {0, 2, 0, 75, 310, 450, 0, 1, 2352, NULL}};
    (void)state;
    title = "Nights";
    for (int version = V2; version <= V35; version++) {
        make(version, two, 2, false, true);
        rbk_disc_free(container_read(&image, NAME, findings));
        assert_int_equal(rbk_findings_count(findings), version - V2 + 1);
        assert_string_equal(rbk_findings_at(findings, (size_t)(version - V2))->text,
                            "the texts of 2 tracks in the list are not read: expected CD-TEXT in packs, as version 3.5 "
                            "has it");
    }
    packs = container_packs(); /* they have the texts */
    make(V35, &audio, 1, false, true);
    rbk_disc_free(container_read(&image, NAME, findings));
    assert_int_equal(rbk_findings_count(findings), 3);
    rbk_bytes_release(&packs);
    packs = (rbk_bytes){NULL, 0};
    title = NULL;
}

/* As on game discs for consoles: audio, then data in a second session, in every size of sectors. */
static const made_track game[] = {{0, 2, 0, 150, 300, 0, 0, 0, 2352, NULL},
                                  {2, 1, 4, 150, 400, 11700, 1, 1, 2336, NULL}};

static void a_second_session_is_where_its_address_says(void **state)
{
    (void)state;
    for (int version = V2; version <= V35; version++) {
        make(version, game, 2, true, true);
        rbk_disc *disc = container_read(&image, NAME, findings);
        rbk_layout *layout = container_lay_out(disc);
        assert_int_equal(layout->session_count, 2);
        assert_int_equal(disc->tracks[1].mode, RBK_MODE_MODE2_2336);
        assert_int_equal(disc->tracks[1].extents[0].placement.offset_bytes, 450 * 2352);
        assert_int_equal(layout->tracks[1].start_lba, 11550);
        assert_int_equal(layout->tracks[1].index01_lba, 11700);
        assert_int_equal(layout->tracks[1].end_lba, 12100);
        rbk_layout_free(layout);
        rbk_disc_free(disc);
    }
}

static void the_kind_of_sectors_has_their_subchannel(void **state)
{
    static const struct {
        uint32_t kind, sector_bytes, subchannel_bytes;
    } rows[] = {{3, 2368, 16}, {4, 2448, 96}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        made_track track = audio;
        track.kind = rows[i].kind;
        track.sector_bytes = rows[i].sector_bytes;
        make(V35, &track, 1, false, true);
        rbk_disc *disc = container_read(&image, NAME, findings);
        assert_int_equal(disc->tracks[0].extents[0].placement.stride_bytes, rows[i].sector_bytes);
        assert_int_equal(disc->tracks[0].extents[0].placement.subchannel_bytes, rows[i].subchannel_bytes);
        rbk_disc_free(disc);
        assert_int_equal(rbk_findings_count(findings), 1); /* of the former */
        assert_string_equal(
            rbk_findings_at(findings, 0)->text,
            "the Q of 1 track, 16 bytes after each sector, is not read: Q that differs from the usual is "
            "lost");
    }
}

static void pregaps_that_the_size_has_no_room_for_are_silence(void **state)
{
    static const made_track two[] = {{0, 2, 0, 150, 300, 0, 0, 0, 2352, NULL},
                                     {0, 2, 0, 75, 310, 450, 0, 1, 2352, NULL}};
    (void)state;
    make(V35, two, 2, false, false);
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdi.pregap");
    assert_true(disc->tracks[1].extents[0].silence);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 75 * 588);
    assert_int_equal(disc->tracks[1].extents[1].placement.offset_bytes, 300 * 2352);
    rbk_disc_free(disc);
}

static void the_header_of_a_data_sector_counts(void **state)
{
    static const made_track two[] = {{0, 2, 0, 150, 300, 0, 0, 0, 2352, NULL},
                                     {2, 2, 4, 150, 400, 11702, 1, 1, 2352, NULL}};
    (void)state;
    make(V3, two, 2, true, true);
    container_put_header(&image, (450 + 150) * 2352, 11700, 2);
    rbk_disc *disc = container_read(&image, NAME, findings);
    rbk_layout *layout = container_lay_out(disc);
    assert_string_equal(
        rbk_findings_at(findings, 0)->text,
        "the list says that track 2 starts at lba 11702, its first sector says lba 11700, which is used");
    assert_int_equal(layout->tracks[1].index01_lba, 11700);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

/* A track that was copied from another disc has its headers. */
static void the_list_counts_where_a_track_is_where_it_usually_is(void **state)
{
    static const made_track two[] = {{0, 2, 0, 150, 300, 0, 0, 0, 2352, NULL},
                                     {1, 2, 4, 150, 400, 450, 0, 1, 2352, NULL}};
    static const int32_t named[] = {0, 9000};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        make(V3, two, 2, false, true);
        container_put_header(&image, (450 + 150) * 2352, named[i], 1);
        rbk_disc *disc = container_read(&image, NAME, findings);
        rbk_layout *layout = container_lay_out(disc);
        assert_int_equal(rbk_findings_count(findings), i + 1);
        assert_int_equal(layout->tracks[1].index01_lba, 450);
        rbk_layout_free(layout);
        rbk_disc_free(disc);
    }
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "the list says that track 2 starts at lba 450, which is used; its first sector says lba 9000");
}

/* ------------------------------------------------------------------ refusals */

static void what_is_wrong_is_refused_with_its_byte(void **state)
{
    static const struct {
        size_t from_list, size;
        uint64_t number;
        rbk_status status;
        const char *sentence;
    } rows[] = {
        {0, 1, 0, RBK_SYNTAX, "byte 1058400: expected 1 to 99 sessions, found 0"},
        {20, 1, 7, RBK_SYNTAX, "byte 1058404: expected the mark of a track, found other bytes"},
        {4 + 63, 2, 0x38, RBK_UNSUPPORTED, "byte 1058467: it is an image of a DVD, not of a CD"},
        {4 + 65, 2, 1, RBK_SYNTAX, "byte 1058469: expected 2 to 100 lengths of indexes in track 1, found 1"},
        {4 + 81, 4, 9, RBK_UNSUPPORTED, "byte 1058404: track 1 of mode 9 in sectors of kind 2 is not known"},
        {4 + 121, 4, 5, RBK_UNSUPPORTED, "byte 1058404: track 1 of mode 0 in sectors of kind 5 is not known"},
        {4 + 101, 4, 451, RBK_BAD_LAYOUT, "byte 1058404: track 1 needs 1060752 bytes of 'x.cdi', there are 1058400"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make(V35, &audio, 1, false, true);
        for (size_t b = 0; b < rows[i].size; b++)
            image.bytes[list + rows[i].from_list + b] = (uint8_t)(rows[i].number >> 8 * b);
        assert_container_refused(&image, NAME, rows[i].status, rows[i].sentence);
    }
}

static void a_list_that_is_too_large_is_refused(void **state)
{
    (void)state;
    container_zeros(&image, (5 << 20) - 8);
    number(4, 0x80000006u);
    number(4, 5 << 20);
    assert_container_refused(&image, NAME, RBK_SYNTAX,
                             "byte 0: expected a list of at most 4194304 bytes, found 5242872");
}

static void no_damage_of_a_list_breaks_the_reader(void **state)
{
    static const made_track small[] = {{0, 2, 0, 1, 2, 149, 0, 0, 2352, NULL}, {1, 0, 4, 1, 2, 152, 0, 1, 2048, NULL}};
    (void)state;
    for (int version = V2; version <= V35; version++) {
        make(version, small, 2, false, true);
        container_damage(&image, list, NAME);
        container_truncate(&image, list, NAME);
    }
}

static void more_tracks_than_a_disc_has_are_refused(void **state)
{
    made_track tracks[100];
    char sentence[100];
    (void)state;
    for (uint32_t i = 0; i < 100; i++)
        tracks[i] = (made_track){0, 2, 0, 0, 4, 4 * i, 0, i, 2352, NULL};
    make(V35, tracks, 100, false, true);
    snprintf(sentence, sizeof sentence, "byte %zu: expected at most 99 tracks", last_track);
    assert_container_refused(&image, NAME, RBK_SYNTAX, sentence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_track_of_audio_is_read_in_every_version, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_session_is_where_its_address_says, setup, teardown),
        cmocka_unit_test_setup_teardown(the_kind_of_sectors_has_their_subchannel, setup, teardown),
        cmocka_unit_test_setup_teardown(pregaps_that_the_size_has_no_room_for_are_silence, setup, teardown),
        cmocka_unit_test_setup_teardown(the_header_of_a_data_sector_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(the_list_counts_where_a_track_is_where_it_usually_is, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_of_tracks_that_are_not_read_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(cd_text_is_at_the_end_of_version_3_5, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused_with_its_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(a_list_that_is_too_large_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(no_damage_of_a_list_breaks_the_reader, setup, teardown),
        cmocka_unit_test_setup_teardown(more_tracks_than_a_disc_has_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
