/* Packs of one type as texts: the sequence of characters, the positions that the packs state, and contradictions. */
#include "text/flow.h"
#include "unit/text/example.h"

#define PACKS 4

typedef struct fixture {
    rbk_pack packs[PACKS];
    const rbk_pack *list[PACKS];
    rbk_flow flow;
} fixture;

/* Packs of a type with the given payloads (12 characters each, '/' is a zero), tracks and positions. */
static void prepare(fixture *f, rbk_cdtext_field field, size_t count, const char *const *payloads,
                    const uint8_t (*owners)[2])
{
    memset(f, 0, sizeof *f);
    for (size_t i = 0; i < count; i++) {
        f->packs[i].sequence = (uint8_t)i;
        f->packs[i].track = owners[i][0];
        f->packs[i].position = owners[i][1];
        for (size_t k = 0; k < RBK_PACK_PAYLOAD_BYTES; k++)
            f->packs[i].payload[k] = payloads[i][k] == '/' ? 0 : (uint8_t)payloads[i][k];
        f->list[i] = &f->packs[i];
    }
    f->flow =
        (rbk_flow){.packs = f->list, .count = count, .unit = 1, .field = field, .first_track = 1, .last_track = 3};
    f->flow.name = "";
    f->flow.findings = rbk_findings_new();
}

static void expect_text(const fixture *f, uint32_t track, const char *expected)
{
    if (!expected) {
        assert_null(f->flow.text[track].data);
        return;
    }
    assert_non_null(f->flow.text[track].data);
    assert_int_equal(f->flow.text[track].size, strlen(expected));
    assert_memory_equal(f->flow.text[track].data, expected, strlen(expected));
}

static void finish(fixture *f)
{
    rbk_findings_free(f->flow.findings);
    rbk_flow_release(&f->flow);
}

static void texts_flow_over_the_borders_of_packs(void **state)
{
    static const char *const payloads[] = {"Night Cats/O", "ne/Two/Three", "////////////"};
    static const uint8_t owners[][2] = {{0, 0}, {1, 1}, {3, 5}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_TITLE, 3, payloads, owners);
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 0, "Night Cats");
    expect_text(&f, 1, "One");
    expect_text(&f, 2, "Two");
    expect_text(&f, 3, "Three");
    assert_int_equal(rbk_findings_count(f.flow.findings), 0);
    finish(&f);
}

static void a_tab_repeats_the_track_before_but_not_the_album(void **state)
{
    static const char *const payloads[] = {"A/\t/B/\t/////"};
    static const uint8_t owners[][2] = {{0, 0}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_PERFORMER, 1, payloads, owners);
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 0, "A");
    expect_text(&f, 1, NULL);
    expect_text(&f, 2, "B");
    expect_text(&f, 3, "B");
    assert_int_equal(rbk_findings_count(f.flow.findings), 1);
    assert_string_equal(text_at(f.flow.findings, 0),
                        "performer of track 1: a TAB repeats the track before, which has no text");
    finish(&f);
}

static void a_wrong_position_alone_does_not_stop_the_flow(void **state)
{
    static const char *const payloads[] = {"Night Cats/O", "ne/Two/Three", "////////////"};
    static const uint8_t owners[][2] = {{0, 0}, {1, 0}, {3, 5}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_TITLE, 3, payloads, owners);
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 1, "One");
    assert_string_equal(text_at(f.flow.findings, 0),
                        "pack 1 of block 0 says it begins with character 0 of track 1; by the texts it is character 1 "
                        "of the title of track 1");
    assert_int_equal(rbk_findings_count(f.flow.findings), 1);
    finish(&f);
}

static void another_track_is_gone_to(void **state)
{
    static const char *const payloads[] = {"Night Cats/O", "Two/Three///"};
    static const uint8_t owners[][2] = {{0, 0}, {2, 0}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_TITLE, 2, payloads, owners);
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 1, NULL);
    expect_text(&f, 2, "Two");
    expect_text(&f, 3, "Three");
    assert_string_equal(rule_at(f.flow.findings, 0), "cdtext.position");
    assert_string_equal(text_at(f.flow.findings, 1), "title of track 1: its end is missing, it is ignored");
    finish(&f);
}

static void what_has_no_end_or_no_place_is_reported(void **state)
{
    static const char *const payloads[] = {"A/B/C/D/E/Fg"};
    static const uint8_t owners[][2] = {{0, 0}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_TITLE, 1, payloads, owners);
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 3, "D");
    expect_text(&f, 4, NULL);
    assert_string_equal(text_at(f.flow.findings, 0),
                        "block 0: a title of 1 byte for track 4, which it does not have, is ignored");
    assert_string_equal(text_at(f.flow.findings, 1), "title of track 5 is truncated");
    assert_int_equal(rbk_findings_count(f.flow.findings), 3);
    finish(&f);
}

static void the_code_of_a_genre_is_skipped_and_tracks_have_none(void **state)
{
    static const char *const payloads[] = {"xxFuzz/Nois/", "////////////"};
    static const uint8_t owners[][2] = {{0, 0}, {2, 0}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_GENRE, 2, payloads, owners);
    f.flow.skip = 2;
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 0, "Fuzz");
    expect_text(&f, 1, NULL);
    assert_int_equal(rbk_findings_count(f.flow.findings), 1);
    finish(&f);
}

static void characters_of_two_bytes_end_with_two_zeros(void **state)
{
    static const char *const payloads[] = {"ab//cd\t\t////", "////////////"};
    static const uint8_t owners[][2] = {{0, 0}, {3, 0}};
    fixture f;
    (void)state;
    prepare(&f, RBK_CDTEXT_TITLE, 2, payloads, owners);
    f.flow.unit = 2;
    f.packs[0].payload[7] = f.packs[0].payload[6] = 0;
    assert_int_equal(rbk_flow_read(&f.flow, NULL), RBK_OK);
    expect_text(&f, 0, "ab");
    expect_text(&f, 1, "cd");
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_flow_over_the_borders_of_packs),
        cmocka_unit_test(a_tab_repeats_the_track_before_but_not_the_album),
        cmocka_unit_test(a_wrong_position_alone_does_not_stop_the_flow),
        cmocka_unit_test(another_track_is_gone_to),
        cmocka_unit_test(what_has_no_end_or_no_place_is_reported),
        cmocka_unit_test(the_code_of_a_genre_is_skipped_and_tracks_have_none),
        cmocka_unit_test(characters_of_two_bytes_end_with_two_zeros),
    };
    return cmocka_run_group_tests_name("text/flow", tests, NULL, NULL);
}
