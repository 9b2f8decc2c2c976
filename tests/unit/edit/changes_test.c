/* The list of what differs between a disc and its changed copy. */
#include "unit/edit/marked.h"

#include "edit/changes.h"

#include <redbook/cdtext.h>

static void every_value_is_listed_in_the_order_of_the_disc(void **state)
{
    static const struct {
        uint32_t track;
        const char *what;
        uint32_t index;
        const char *before, *after;
    } rows[] = {{0, "title", 0, "Album", ""},          {0, "mcn", 0, "", "4006381333931"},
                {1, "flags", 0, "DCP", "DCP 4CH PRE"}, {1, "index", 2, "", "00:06:50"},
                {2, "isrc", 0, "DEA452400002", ""},    {2, "index", 0, "00:13:25", "00:12:00"},
                {3, "title", 0, "Three", "Drei"}};
    (void)state;
    one_bin();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Album", NULL);
    rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, "Three", NULL);
    disc->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    strcpy(disc->tracks[1].isrc, "DEA452400002");
    rbk_disc *before = rbk_disc_copy(disc);
    rbk_layout *layout_before = layout;
    layout = NULL;
    lay_out();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, NULL, NULL);
    rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, "Drei", NULL);
    strcpy(disc->mcn, "4006381333931");
    disc->tracks[1].isrc[0] = '\0';
    disc->tracks[0].flags |= RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL;
    assert_int_equal(edit(1, 2, 500), RBK_OK);
    lay_out();
    assert_int_equal(edit(2, 0, 900), RBK_OK);
    lay_out();
    const rbk_compared first = {before, layout_before}, second = {disc, layout};
    rbk_edit_result *result = calloc(1, sizeof *result);
    assert_non_null(result);
    assert_int_equal(rbk_edit_check_copy(before, disc, &error), RBK_OK); /* its extents are divided in other places */
    assert_int_equal(rbk_edit_list_changes(&first, &second, result, &error), RBK_OK);
    assert_int_equal(result->change_count, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < result->change_count; i++) {
        assert_int_equal(result->changes[i].track, rows[i].track);
        assert_string_equal(result->changes[i].what, rows[i].what);
        assert_int_equal(result->changes[i].index, rows[i].index);
        assert_string_equal(result->changes[i].before, rows[i].before);
        assert_string_equal(result->changes[i].after, rows[i].after);
    }
    rbk_edit_result_free(result);
    rbk_layout_free(layout_before);
    rbk_disc_free(before);
}

#define NO_PACKS (-2)

/* A disc with packs in two languages, both with the code. */
static rbk_disc *disc_of_genre(int code)
{
    rbk_disc *made = rbk_disc_new();
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_bytes packs = {NULL, 0};
    for (uint32_t number = 0; number < 2 && code != NO_PACKS; number++) {
        rbk_cdtext_block *block = NULL;
        assert_int_equal(rbk_cdtext_add_block(cdtext, number, 0x09, RBK_CDTEXT_8859_1, 1, 1, &block, NULL), RBK_OK);
        block->genre = code;
    }
    if (code != NO_PACKS)
        assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(made, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
    return made;
}

/* The only change, as "was -> is". */
static void assert_genre_code(int was, int is, const char *change)
{
    rbk_disc *discs[2] = {disc_of_genre(was), disc_of_genre(is)};
    const rbk_compared before = {discs[0], NULL}, after = {discs[1], NULL};
    rbk_edit_result *result = calloc(1, sizeof *result);
    char text[64] = "";
    assert_int_equal(rbk_edit_list_changes(&before, &after, result, &error), RBK_OK);
    assert_true(result->change_count <= 1);
    if (result->change_count == 1) {
        assert_string_equal(result->changes[0].what, "genre_code");
        snprintf(text, sizeof text, "%s -> %s", result->changes[0].before, result->changes[0].after);
    }
    assert_string_equal(text, change);
    rbk_edit_result_free(result);
    rbk_disc_free(discs[0]);
    rbk_disc_free(discs[1]);
}

static void the_code_of_the_genre_is_listed_once_for_all_languages(void **state)
{
    (void)state;
    assert_genre_code(0x17, 0x0E, "Rock Music -> Jazz");
    assert_genre_code(0x17, 0x17, "");
    assert_genre_code(0x17, 0x01, "Rock Music -> ");
    assert_genre_code(RBK_CDTEXT_NO_GENRE, 0x1234, " -> 0x1234");
    assert_genre_code(0x00, 0x01, "");
    assert_genre_code(0x17, NO_PACKS, "Rock Music -> "); /* packs are removed with their last text */
    assert_genre_code(NO_PACKS, 0x17, "");               /* and made of the texts */
}

static rbk_disc *other; /* a copy of the disc, which becomes another */

static void change_mode(void)
{
    other->tracks[1].mode = RBK_MODE_CDG;
}

static void change_number(void)
{
    other->tracks[2].number = 9;
}

static void change_byte_order(void)
{
    other->files[0].type = RBK_FILE_MOTOROLA;
}

static void change_location(void)
{
    assert_int_equal(rbk_disc_locate_file(other, 0, "another.bin", NULL), RBK_OK);
}

static void change_start(void)
{
    other->tracks[1].extents[0].offset_samples += RBK_SECTOR_SAMPLES;
}

static void change_length(void)
{
    other->tracks[0].extents[0].length_samples -= RBK_SECTOR_SAMPLES;
}

static void state_bytes(void)
{
    other->tracks[0].extents[0].placement =
        (rbk_placement){.offset_bytes = 0, .stride_bytes = RBK_SECTOR_BYTES, .payload_bytes = RBK_SECTOR_BYTES};
}

static void add_gap(void)
{
    assert_int_equal(rbk_track_add_silence(&other->tracks[0], RBK_SECTOR_SAMPLES, NULL), RBK_OK);
}

static void start_session(void)
{
    assert_int_equal(rbk_disc_add_session(other, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
}

static void change_session(void)
{
    other->tracks[1].session = 1;
}

static void change_session_gap(void)
{
    other->sessions[1].lead_out_sectors = 7000;
}

static void what_is_not_listed_is_not_edited(void **state)
{
    static const struct {
        void (*change)(void);
        const char *what;
    } rows[] = {{change_mode, "track mode"},
                {change_number, "track number"},
                {change_byte_order, "file"},
                {change_location, "file"},
                {change_start, "order of sectors"},
                {change_length, "order of sectors"},
                {state_bytes, "order of sectors"},
                {add_gap, "order of sectors"},
                {start_session, "number of sessions"},
                {change_session, "session of a track"},
                {change_session_gap, "gap between sessions"}};
    char expected[RBK_SENTENCE_BYTES];
    (void)state;
    one_bin();
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        other = rbk_disc_copy(disc);
        assert_non_null(other);
        assert_int_equal(rbk_edit_check_copy(disc, other, &error), RBK_OK);
        rows[i].change();
        snprintf(expected, sizeof expected, "expected a changed copy of the disc, found another %s", rows[i].what);
        assert_int_equal(rbk_edit_check_copy(disc, other, &error), RBK_INVALID_ARGUMENT);
        assert_string_equal(error.sentence, expected);
        rbk_disc_free(other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_code_of_the_genre_is_listed_once_for_all_languages),
        test(every_value_is_listed_in_the_order_of_the_disc),
        test(what_is_not_listed_is_not_edited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
