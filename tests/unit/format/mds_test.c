/* Images of Alcohol 120%: the MDS as bytes, the sectors in memory. */
#include "format/mds.h"

#include "base/fail.h"
#include "unit/format/container.h"

#define NAME "folder/a.mds"

/* Two audio tracks: pregaps of 150 (not stored) and 75 (stored), 310 and 320 sectors. */
static const char head_2[] = "4d45444941204445534352495054 4f52 0103 0000 0100 0200 0000 0000";
static const char session_2[] = "58000000 00000000 6affffff c1020000 0100 05 03 0100 0200 00000000 70000000";

typedef struct side {
    const char *name;
    container bytes;
} side;

static container list;
static side sides[2];
static size_t side_count;
static rbk_findings *findings;
static rbk_error error;

static rbk_status open_side(void *user, const char *name, rbk_input *input, rbk_error *failure)
{
    (void)user;
    for (size_t i = 0; i < side_count; i++)
        if (strcmp(sides[i].name, name) == 0) {
            rbk_input_open_bytes(input, sides[i].bytes.bytes, sides[i].bytes.size);
            return RBK_OK;
        }
    rbk_input_open_bytes(input, NULL, 0);
    return rbk_fail(failure, RBK_FILEACCESS, "'%s' is missing", name);
}

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? 0 : -1;
}

static void free_sides(void)
{
    for (size_t i = 0; i < side_count; i++)
        container_free(&sides[i].bytes);
    side_count = 0;
}

static int teardown(void **state)
{
    (void)state;
    container_free(&list);
    free_sides();
    rbk_findings_free(findings);
    return 0;
}

static container *add_side(const char *name, size_t bytes)
{
    side *added = &sides[side_count++];
    *added = (side){.name = name};
    container_zeros(&added->bytes, bytes);
    return &added->bytes;
}

static rbk_status read_list(rbk_disc **disc)
{
    const rbk_format_siblings siblings = {.open = open_side};
    rbk_input input;
    rbk_input_open_bytes(&input, list.bytes, list.size);
    rbk_status status = rbk_mds_format.read(&input, &siblings, NAME, NULL, disc, findings, &error);
    rbk_input_close(&input);
    return status;
}

static rbk_disc *read_good(void)
{
    rbk_disc *disc = NULL;
    if (read_list(&disc) != RBK_OK)
        fail_msg("%s", error.sentence);
    return disc;
}

static void put(size_t at, size_t size, uint64_t number)
{
    for (size_t i = 0; i < size; i++)
        list.bytes[at + i] = (uint8_t)(number >> 8 * i);
}

static void add_block(uint8_t mode, uint8_t sub, uint8_t control, uint8_t point, uint32_t extra, uint32_t size,
                      uint32_t lba, uint64_t offset)
{
    size_t at = list.size;
    container_zeros(&list, 80);
    list.bytes[at] = mode;
    list.bytes[at + 1] = sub;
    list.bytes[at + 2] = control;
    list.bytes[at + 4] = point;
    put(at + 12, 4, extra);
    put(at + 16, 2, size);
    put(at + 36, 4, lba);
    put(at + 40, 8, offset);
    put(at + 48, 4, extra ? 1 : 0);
    put(at + 52, 4, extra ? 528 : 0);
}

#define TRACK_2   432 /* the block of track 2 in the list */
#define LENGTHS_2 520

/* With the second track at a sector of the .mdf, of this mode and pregap. */
static void make(uint8_t mode, uint32_t pregap, uint32_t at_sector)
{
    container_free(&list);
    container_hex(&list, head_2);
    container_zeros(&list, 80 - list.size);
    container_hex(&list, session_2);
    assert_int_equal(list.size, 112);
    add_block(0, 0, 0x10, 0xA0, 0, 0, 0, 0);
    add_block(0, 0, 0x10, 0xA1, 0, 0, 0, 0);
    add_block(0, 0, 0x10, 0xA2, 0, 0, 0, 0);
    add_block(0xA9, 0, 0x10, 1, 512, 2352, 0, 0);
    add_block(mode, 0, mode == 0xA9 ? 0x10 : 0x14, 2, 520, 2352, 310 + pregap, (uint64_t)at_sector * 2352);
    container_number(&list, false, 4, 150);
    container_number(&list, false, 4, 310);
    container_number(&list, false, 4, pregap);
    container_number(&list, false, 4, 320);
    container_number(&list, false, 4, 544);
    container_zeros(&list, 12);
    container_add(&list, "*.mdf", 6);
    assert_int_equal(list.size, 550);
}

static void assert_second(const rbk_disc *disc, int64_t silence, int64_t offset, int64_t stored)
{
    const rbk_track *track = &disc->tracks[1];
    const rbk_extent *extent = &track->extents[track->extent_count - 1];
    assert_int_equal(track->extent_count, silence ? 2 : 1);
    if (silence)
        assert_int_equal(track->extents[0].length_samples, silence * 588);
    assert_int_equal(extent->placement.offset_bytes, offset * 2352);
    assert_int_equal(extent->length_samples, (stored + 320) * 588);
}

static void assert_said(const char *text)
{
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "mds.pregap");
    assert_string_equal(rbk_findings_at(findings, 0)->text, text);
}

/* ------------------------------------------------------------------ pregaps */

static void a_pregap_before_its_place_is_stored(void **state)
{
    (void)state;
    make(0xA9, 75, 385);
    add_side("a.mdf", 705 * 2352);
    rbk_disc *disc = read_good();
    assert_second(disc, 0, 310, 75);
    assert_said("75 of 75 sectors of pregaps are in the payload, offsets point to index 01");
    assert_string_equal(disc->files[0].path, "a.mdf");
    rbk_layout *layout = container_lay_out(disc);
    assert_int_equal(layout->tracks[1].start_lba, 310);
    assert_int_equal(layout->tracks[1].index01_lba, 385);
    assert_int_equal(layout->tracks[1].end_lba, 705);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

static void a_pregap_without_room_is_silence(void **state)
{
    (void)state;
    make(0xA9, 75, 310);
    add_side("a.mdf", 630 * 2352);
    rbk_disc *disc = read_good();
    assert_second(disc, 75, 310, 0);
    assert_said("0 of 75 sectors of pregaps are in the payload, offsets point to index 01");
    rbk_disc_free(disc);
}

static void a_file_that_has_room_for_it_makes_the_place_that_of_the_pregap(void **state)
{
    (void)state;
    make(0xA9, 75, 310);
    add_side("a.mdf", 705 * 2352);
    rbk_disc *disc = read_good();
    assert_second(disc, 0, 310, 75);
    assert_said("75 of 75 sectors of pregaps are in the payload, offsets point to pregaps");
    rbk_disc_free(disc);
}

/* The distances allow both. */
static void a_size_that_is_of_neither_way_takes_the_nearer_one_with_a_warning(void **state)
{
    static const struct {
        size_t sectors;
        int64_t silence, stored;
        const char *said;
    } rows[] = {{706, 0, 75, "75 of 75 sectors of pregaps are in the payload, offsets point to pregaps"},
                {632, 75, 0, "0 of 75 sectors of pregaps are in the payload, offsets point to index 01"}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char sentence[300];
        make(0xA9, 75, 310);
        add_side("a.mdf", rows[i].sectors * 2352);
        rbk_disc *disc = read_good();
        assert_second(disc, rows[i].silence, 310, rows[i].stored);
        snprintf(sentence, sizeof sentence,
                 "%s: the addresses agree with two ways of storing them, the size with none, and this one is nearer",
                 rows[i].said);
        assert_string_equal(rbk_findings_at(findings, i)->text, sentence);
        assert_int_equal(rbk_findings_at(findings, i)->severity, RBK_WARNING);
        rbk_disc_free(disc);
        free_sides();
    }
}

/* The sizes allow both. */
static void the_header_of_a_data_sector_decides(void **state)
{
    (void)state;
    make(0xAA, 75, 310);
    container *payload = add_side("a.mdf", 705 * 2352);
    container_put_header(payload, 310 * 2352, 385, 1);
    rbk_disc *disc = read_good();
    assert_second(disc, 75, 310, 0);
    assert_said("0 of 75 sectors of pregaps are in the payload, offsets point to index 01, by the header of a data "
                "sector");
    rbk_disc_free(disc);
    container_put_header(payload, 310 * 2352, 310, 1);
    disc = read_good();
    assert_second(disc, 0, 310, 75);
    rbk_disc_free(disc);
}

static void places_that_fit_nothing_are_index_01_with_a_warning(void **state)
{
    (void)state;
    make(0xA9, 75, 300);
    add_side("a.mdf", 705 * 2352);
    rbk_disc *disc = read_good();
    assert_second(disc, 75, 300, 0);
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    rbk_disc_free(disc);
}

/* ------------------------------------------------------------------ files */

static void several_files_are_one_row_of_bytes(void **state)
{
    (void)state;
    make(0xA9, 0, 310);
    list.size = 528;
    container_number(&list, false, 4, 560);
    container_zeros(&list, 12);
    container_number(&list, false, 4, 566);
    container_zeros(&list, 12);
    container_add(&list, "a.mdf\0a.md1", 12);
    put(352 + 48, 4, 2);
    put(TRACK_2 + 48, 4, 2);
    add_side("a.mdf", 400 * 2352);
    add_side("a.md1", 230 * 2352);
    rbk_disc *disc = read_good();
    assert_int_equal(disc->file_count, 2);
    assert_string_equal(disc->files[1].path, "a.md1");
    assert_int_equal(disc->tracks[1].extent_count, 2);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 90 * 588);
    assert_int_equal(disc->tracks[1].extents[1].file, 1);
    assert_int_equal(disc->tracks[1].extents[1].length_samples, 230 * 588);
    rbk_disc_free(disc);
}

static void a_header_in_the_second_file_decides(void **state)
{
    (void)state;
    make(0xAA, 75, 310);
    list.size = 528;
    container_number(&list, false, 4, 560);
    container_zeros(&list, 12);
    container_number(&list, false, 4, 566);
    container_zeros(&list, 12);
    container_add(&list, "a.mdf\0a.md1", 12);
    put(352 + 48, 4, 2);
    put(TRACK_2 + 48, 4, 2);
    add_side("a.mdf", 300 * 2352);
    container *payload = add_side("a.md1", 405 * 2352);
    container_put_header(payload, 10 * 2352, 385, 1);
    rbk_disc *disc = read_good();
    assert_said("0 of 75 sectors of pregaps are in the payload, offsets point to index 01, by the header of a data "
                "sector");
    rbk_disc_free(disc);
    container_put_header(payload, 10 * 2352, 310, 1);
    disc = read_good();
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "75 of 75 sectors of pregaps are in the payload, offsets point to pregaps, by the header of a "
                        "data sector");
    rbk_disc_free(disc);
}

static void a_file_without_sectors_of_a_track_is_not_used(void **state)
{
    (void)state;
    make(0xA9, 0, 310);
    list.size = 528;
    container_number(&list, false, 4, 560);
    container_zeros(&list, 12);
    container_number(&list, false, 4, 566);
    container_zeros(&list, 12);
    container_add(&list, "a.md1\0a.mdf", 12);
    put(352 + 48, 4, 2);
    put(TRACK_2 + 48, 4, 2);
    add_side("a.md1", 0);
    add_side("a.mdf", 630 * 2352);
    rbk_disc *disc = read_good();
    assert_int_equal(disc->file_count, 1);
    assert_string_equal(disc->files[0].path, "a.mdf");
    assert_int_equal(disc->tracks[1].extents[0].file, 0);
    assert_int_equal(disc->tracks[1].extents[0].placement.offset_bytes, 310 * 2352);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "'a.md1' has no sector of a track, and is not used");
    rbk_disc_free(disc);
}

static void names_of_one_file_differ_in_letter_case(void **state)
{
    (void)state;
    make(0xA9, 0, 310);
    put(TRACK_2 + 52, 4, list.size); /* a footer and a name of its own */
    container_number(&list, false, 4, list.size + 16);
    container_zeros(&list, 12);
    container_add(&list, "*.MDF", 6);
    add_side("a.mdf", 630 * 2352);
    rbk_disc_free(read_good());
}

static void blocks_of_adr_5_are_no_tracks(void **state)
{
    (void)state;
    make(0xA9, 0, 310);
    list.bytes[112 + 80 + 2] = 0x50; /* in place of A1 */
    list.bytes[112 + 80 + 4] = 1;
    add_side("a.mdf", 630 * 2352);
    rbk_disc *disc = read_good();
    assert_int_equal(disc->track_count, 2);
    rbk_disc_free(disc);
}

static void a_name_may_be_of_16_bits(void **state)
{
    (void)state;
    make(0xA9, 0, 310);
    put(528 + 4, 4, 1);
    list.size = 544;
    container_add(&list, "\xE9\0.\0m\0d\0f\0\0", 12);
    add_side("\xC3\xA9.mdf", 630 * 2352);
    rbk_disc *disc = read_good();
    assert_string_equal(disc->files[0].path, "\xC3\xA9.mdf");
    rbk_disc_free(disc);
}

static void modes_and_subchannel_make_the_sector(void **state)
{
    static const struct {
        uint8_t mode, sub;
        uint32_t size;
        rbk_track_mode means;
    } rows[] = {{0xA9, 8, 2448, RBK_MODE_AUDIO},      {0xAA, 0, 2352, RBK_MODE_MODE1_2352},
                {0xAA, 0, 2048, RBK_MODE_MODE1_2048}, {0xAB, 8, 2448, RBK_MODE_MODE2_2352},
                {0xAC, 0, 2352, RBK_MODE_MODE2_2352}, {0xEC, 0, 2352, RBK_MODE_MODE2_2352},
                {0xAC, 0, 2048, RBK_MODE_MODE2_2048}, {0xAD, 0, 2324, RBK_MODE_MODE2_2324},
                {0xA8, 0, 2336, RBK_MODE_MODE2_2336}};
    (void)state;
    add_side("a.mdf", 1000 * 2448);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make(rows[i].mode, 0, 310);
        list.bytes[TRACK_2 + 1] = rows[i].sub;
        put(TRACK_2 + 16, 2, rows[i].size);
        rbk_disc *disc = read_good();
        assert_int_equal(disc->tracks[1].mode, rows[i].means);
        assert_int_equal(disc->tracks[1].extents[0].placement.stride_bytes, rows[i].size);
        assert_int_equal(disc->tracks[1].extents[0].placement.subchannel_bytes, rows[i].sub ? 96 : 0);
        rbk_disc_free(disc);
    }
}

/* ------------------------------------------------------------------ refusals */

static void what_is_wrong_is_refused_with_its_byte(void **state)
{
    static const struct {
        size_t at, size;
        uint64_t number;
        rbk_status status;
        const char *sentence;
    } rows[] = {
        {16, 1, 2, RBK_UNSUPPORTED, "byte 16: expected version 1, found version 2, which is encrypted"},
        {18, 2, 0x10, RBK_UNSUPPORTED, "byte 18: it is an image of a DVD or another medium than a CD (10)"},
        {20, 2, 0, RBK_SYNTAX, "byte 20: expected 1 to 99 sessions, found 0"},
        {80, 4, 0xFFFFFFFF, RBK_SYNTAX, "byte 4294967295: expected 24 bytes, the file ends before"},
        {108, 4, 0x7FFFFFFF, RBK_SYNTAX, "byte 2147483647: expected 80 bytes, the file ends before"},
        {98, 1, 3, RBK_SYNTAX, "expected at least one track, found none"},
        {TRACK_2, 1, 0xAE, RBK_UNSUPPORTED, "byte 432: mode AE of track 2 in sectors of 2352 bytes is not known"},
        {TRACK_2 + 1, 1, 4, RBK_UNSUPPORTED, "byte 432: the subchannel of track 2 is of kind 4, which is not known"},
        {TRACK_2 + 12, 4, 0, RBK_SYNTAX, "byte 444: expected the place of the lengths of track 2, found 0"},
        {TRACK_2 + 40, 8, UINT64_MAX, RBK_SYNTAX,
         "byte 472: track 2 is at byte 18446744073709551615 of its file, past any"},
        {TRACK_2 + 36, 4, 300, RBK_SYNTAX, "byte 432: track 2 starts at lba 225, before the end of track 1 at lba 310"},
        {LENGTHS_2 + 4, 4, 321, RBK_BAD_LAYOUT, "byte 432: track 2 needs 1660512 bytes of 'a.mdf', there are 1658160"},
        {352 + 48, 4, 0, RBK_SYNTAX, "expected 1 to 99 files, found 0"},
        {528, 4, 549, RBK_SYNTAX, "byte 528: expected a file name, found none"},
        {544, 1, 'b', RBK_FILEACCESS, "'b.mdf' is missing"},
    };
    (void)state;
    add_side("a.mdf", 705 * 2352);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = NULL;
        make(0xA9, 75, 385);
        put(rows[i].at, rows[i].size, rows[i].number);
        assert_int_equal(read_list(&disc), rows[i].status);
        assert_string_equal(error.sentence, rows[i].sentence);
    }
}

static void the_list_alone_is_not_enough(void **state)
{
    (void)state;
    make(0xA9, 75, 385);
    rbk_disc *disc = NULL;
    assert_int_equal(rbk_format_read(list.bytes, list.size, NAME, NULL, &disc, findings, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "'a.mdf' is needed with it, and only the descriptor itself was given");
}

static void no_damage_of_a_list_breaks_the_reader(void **state)
{
    static const uint8_t masks[] = {0x01, 0x80, 0xFF, 0x55};
    (void)state;
    add_side("a.mdf", 705 * 2352);
    make(0xA9, 75, 385);
    for (size_t at = 0; at < list.size; at++)
        for (size_t m = 0; m < sizeof masks; m++) {
            rbk_disc *disc = NULL;
            list.bytes[at] ^= masks[m];
            if (read_list(&disc) == RBK_OK)
                rbk_disc_free(disc);
            list.bytes[at] ^= masks[m];
        }
    for (; list.size > 0; list.size--) {
        rbk_disc *disc = NULL;
        if (read_list(&disc) == RBK_OK)
            rbk_disc_free(disc);
    }
}

/* A place past the payload has no header that could decide. */
static void a_place_past_the_payload_is_refused(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    make(0xAA, 75, 705);
    add_side("a.mdf", 705 * 2352);
    assert_int_equal(read_list(&disc), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "byte 432: track 2 needs 2410800 bytes of 'a.mdf', there are 1658160");
    assert_null(disc);
}

static void more_tracks_than_a_disc_has_are_refused(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    container_hex(&list, head_2);
    container_zeros(&list, 80 - list.size);
    container_hex(&list, session_2);
    list.bytes[98] = 100;
    list.bytes[99] = 0;
    for (unsigned i = 0; i < 100; i++) {
        add_block(0xA9, 0, 0x10, (uint8_t)(i < 99 ? i + 1 : 99), 8112, 2352, 4 * i, (uint64_t)4 * i * 2352);
        put(112 + i * 80 + 52, 4, 8120);
    }
    container_number(&list, false, 4, 0);
    container_number(&list, false, 4, 4);
    container_number(&list, false, 4, 8136);
    container_zeros(&list, 12);
    container_add(&list, "*.mdf", 6);
    add_side("a.mdf", 400 * 2352);
    assert_int_equal(read_list(&disc), RBK_SYNTAX);
    assert_string_equal(error.sentence, "byte 8032: expected at most 99 tracks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_pregap_before_its_place_is_stored, setup, teardown),
        cmocka_unit_test_setup_teardown(a_pregap_without_room_is_silence, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_has_room_for_it_makes_the_place_that_of_the_pregap, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_size_that_is_of_neither_way_takes_the_nearer_one_with_a_warning, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_header_of_a_data_sector_decides, setup, teardown),
        cmocka_unit_test_setup_teardown(places_that_fit_nothing_are_index_01_with_a_warning, setup, teardown),
        cmocka_unit_test_setup_teardown(several_files_are_one_row_of_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(a_header_in_the_second_file_decides, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_without_sectors_of_a_track_is_not_used, setup, teardown),
        cmocka_unit_test_setup_teardown(names_of_one_file_differ_in_letter_case, setup, teardown),
        cmocka_unit_test_setup_teardown(blocks_of_adr_5_are_no_tracks, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_may_be_of_16_bits, setup, teardown),
        cmocka_unit_test_setup_teardown(modes_and_subchannel_make_the_sector, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused_with_its_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(the_list_alone_is_not_enough, setup, teardown),
        cmocka_unit_test_setup_teardown(no_damage_of_a_list_breaks_the_reader, setup, teardown),
        cmocka_unit_test_setup_teardown(a_place_past_the_payload_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(more_tracks_than_a_disc_has_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
