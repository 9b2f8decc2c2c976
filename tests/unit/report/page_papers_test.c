/* Texts, ids and checksums, and the PQ sheet of a page. */
#include "unit/report/pages.h"

static void texts_are_those_that_a_player_decodes(void **state)
{
    (void)state;
    add_tracks(2, 0);
    begin_writing();
    expect(section(rbk_page_put_texts), "The disc has no CD-TEXT");
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Album", NULL);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "Caf\xC3\xA9", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "<Two>", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_COMPOSER, "Bach", NULL);
    const char *texts = section(rbk_page_put_texts);
    expect(texts, "<h3>English <span class=\"by\">ISO 8859-1</span></h3>");
    expect(texts, "<tr class=\"album\"><th scope=\"row\">Album</th><td><bdi>Album</bdi></td>");
    expect(texts, "<bdi>Caf\xC3\xA9</bdi>");
    expect(texts, "<bdi>&lt;Two&gt;</bdi>");
    expect(texts, "<th scope=\"col\">Composer</th>");
    assert_null(strstr(texts, "Arranger"));
}

static void texts_that_no_pack_can_hold_are_said_to_be_so(void **state)
{
    (void)state;
    add_tracks(1, 0);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "\xE5\xA4\x9C", NULL);
    begin_writing();
    expect(section(rbk_page_put_texts), "The texts cannot be written as CD-TEXT as they are");
}

static void ids_and_sums_are_there_where_there_are_any(void **state)
{
    (void)state;
    add_tracks(1, 0);
    add_track(0, RBK_MODE_MODE1_2352, 0, 400, 0);
    begin_writing();
    strcpy(measured.hashes.ids.freedb, "1f00de04");
    measured.hashes.tracks[0].sums.crc32 = 0xABC;
    measured.hashes.tracks[0].accuraterip_v2 = 0xFFFFFFFF;
    const char *ids = section(rbk_page_put_ids);
    expect(ids, "<dt>freedb disc id</dt><dd><code>1f00de04</code></dd>");
    assert_null(strstr(ids, "MusicBrainz"));
    const char *sums = section(rbk_page_put_sums);
    expect(sums, "<code>00000ABC</code></td><td><code>00000000</code></td><td><code>FFFFFFFF</code>");
    expect(sums, "<td>data</td>");
}

static void the_sheet_has_every_index_and_the_totals(void **state)
{
    (void)state;
    add_tracks(2, 100);
    strcpy(disc->tracks[1].isrc, "DEXXX2600001");
    disc->tracks[1].flags = RBK_FLAG_COPY_PERMITTED;
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "A & B", NULL);
    begin_writing();
    const char *sheet = section(rbk_page_put_pq);
    expect(sheet, "<tr><th scope=\"row\">01</th><td>00</td><td>00:00:00</td><td>-00:02:00</td>");
    expect(sheet, "<tr class=\"main\"><th scope=\"row\">02</th><td>01</td><td>00:08:50</td><td>00:06:50</td>"
                  "<td>00:04:00</td><td></td><td class=\"word code\">DEXXX2600001</td><td class=\"word\">copy "
                  "permitted</td><td class=\"title\"><bdi>A &amp; B</bdi>");
    expect(sheet, "<th scope=\"row\">AA</th>");
    expect(sheet, "<dt>Total with the first 2 s</dt><dd>00:12:50</dd>");
    assert_int_equal(count_parts(sheet, "<tbody>"), 3); /* tracks and lead-out */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(texts_are_those_that_a_player_decodes),
        page_test(texts_that_no_pack_can_hold_are_said_to_be_so),
        page_test(ids_and_sums_are_there_where_there_are_any),
        page_test(the_sheet_has_every_index_and_the_totals),
    };
    return cmocka_run_group_tests_name("report/page_papers", tests, NULL, NULL);
}
