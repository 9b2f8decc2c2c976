/* Images of Nero. The vectors were made according to free readers that agree, and opened by two of them. */
#include "format/nrg.h"
#include "unit/format/container.h"

#define NAME "folder/aud2.nrg"

/* Two audio tracks, pregaps of 150 and 75 sectors stored, 310 and 320 sectors after them. */
#define AUDIO_SECTORS 855
static const char tail_2[] =
    "43554558 00000030 01000000ffffff6a 01010000ffffff6a 0101010000000000 0102000000000136 0102010000000181"
    "01aa0100000002c1 44414f58 0000006a 6a000000 34303036333831333333393331 00 00010102"
    "555352433137363037383339 0930 07 00 0001 0000000000000000 0000000000056220 0000000000108240"
    "000000000000000000000000 0930 07 00 0001 0000000000108240 0000000000133350 00000000001eaf50"
    "53494e46 00000004 00000002 4d545950 00000004 00000001 454e4421 00000000 4e455235 00000000001eaf50";
static const char tail_1[] =
    "43554553 00000030 0100000000000000 0101000000000000 0101010000000200 010200000000060a 010201000000070a"
    "01aa010000000b1e 44414f49 00000052 52000000 34303036333831333333393331 00 00010102"
    "555352433137363037383339 0930 07 00 0001 00000000 00056220 00108240"
    "000000000000000000000000 0930 07 00 0001 00108240 00133350 001eaf50"
    "53494e46 00000004 00000002 4d545950 00000004 00000001 454e4421 00000000 4e45524f 001eaf50";

static container image;
static rbk_findings *findings;

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

static void make(size_t payload_bytes, const char *tail)
{
    container_zeros(&image, payload_bytes);
    container_hex(&image, tail);
}

static void assert_two_tracks(void)
{
    rbk_disc *disc = container_read(&image, NAME, findings);
    rbk_layout *layout = container_lay_out(disc);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_string_equal(disc->mcn, "4006381333931");
    assert_string_equal(disc->files[0].path, "aud2.nrg");
    assert_int_equal(disc->track_count, 2);
    assert_string_equal(disc->tracks[0].isrc, "USRC17607839");
    assert_string_equal(disc->tracks[1].isrc, "");
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_AUDIO);
    assert_int_equal(layout->tracks[0].start_lba, 0);
    assert_int_equal(layout->tracks[0].index01_lba, 0);
    assert_int_equal(layout->tracks[1].start_lba, 310);
    assert_int_equal(layout->tracks[1].index01_lba, 385);
    assert_int_equal(layout->tracks[1].end_lba, 705);
    assert_int_equal(disc->tracks[0].extents[0].placement.offset_bytes, 150 * 2352);
    assert_int_equal(disc->tracks[1].extents[0].placement.offset_bytes, 460 * 2352);
    assert_int_equal(disc->tracks[1].extents[0].placement.stride_bytes, 2352);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

static void version_2_of_a_disc_at_once_is_read(void **state)
{
    (void)state;
    make(AUDIO_SECTORS * 2352, tail_2);
    assert_two_tracks();
}

static void version_1_of_a_disc_at_once_is_read(void **state)
{
    (void)state;
    make(AUDIO_SECTORS * 2352, tail_1);
    assert_two_tracks();
}

/* Three audio tracks, then data in a second session whose pregap is stored. */
static void a_second_session_is_where_its_addresses_say(void **state)
{
    (void)state;
    make(1600 * 2352, "43554558 00000040 01000000ffffff6a 01010000ffffff6a 0101010000000000 010200000000012c"
                      "010201000000012c 0103000000000258 0103010000000258 01aa0100000003e8"
                      "44414f58 00000094 00000000 00000000000000000000000000 00 00010103"
                      "000000000000000000000000 0930 07 00 0001 0000000000000000 0000000000056220 0000000000102660"
                      "000000000000000000000000 0930 07 00 0001 0000000000102660 0000000000102660 00000000001aeaa0"
                      "000000000000000000000000 0930 07 00 0001 00000000001aeaa0 00000000001aeaa0 00000000002945a0"
                      "53494e46 00000004 00000003"
                      "43554558 00000020 4100000000002fda 4104000000002fda 4104010000003070 41aa01000000319c"
                      "44414f58 00000040 00000000 00000000000000000000000000 00 20010404"
                      "000000000000000000000000 0930 06 00 0001 00000000002945a0 00000000002ea7c0 0000000000396c00"
                      "53494e46 00000004 00000001 454e4421 00000000 4e455235 0000000000396c00");
    rbk_disc *disc = container_read(&image, NAME, findings);
    rbk_layout *layout = container_lay_out(disc);
    assert_int_equal(disc->track_count, 4);
    assert_int_equal(layout->session_count, 2);
    assert_int_equal(layout->sessions[0].lead_out_lba, 1000);
    assert_int_equal(layout->sessions[1].start_lba, 12250);
    assert_int_equal(layout->tracks[3].index01_lba, 12400);
    assert_int_equal(layout->tracks[3].end_lba, 12700);
    assert_int_equal(disc->tracks[3].mode, RBK_MODE_MODE2_2352);
    assert_int_equal(disc->tracks[3].extents[0].placement.offset_bytes, 0x2945A0);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

/* Data, then audio, written track at once: the pregaps are not in the file. */
static void make_track_at_once(uint32_t second_lba)
{
    container_zeros(&image, 100 * 2352 + 50 * 2352);
    container_put_header(&image, 0, 0, 1);
    container_text(&image, "ETN2");
    container_number(&image, true, 4, 64);
    container_number(&image, true, 8, 0);
    container_number(&image, true, 8, 100 * 2352);
    container_hex(&image, "000000 05");
    container_number(&image, true, 4, 0);
    container_zeros(&image, 8);
    container_number(&image, true, 8, 100 * 2352);
    container_number(&image, true, 8, 50 * 2352);
    container_hex(&image, "000000 07");
    container_number(&image, true, 4, second_lba);
    container_zeros(&image, 8);
    container_hex(&image, "454e4421 00000000 4e455235");
    container_number(&image, true, 8, 150 * 2352);
}

static void tracks_at_once_have_pregaps_that_are_not_stored(void **state)
{
    (void)state;
    static const uint32_t seconds[] = {250, 100, 252};
    for (size_t i = 0; i < 3; i++) {
        make_track_at_once(seconds[i]);
        rbk_disc *disc = container_read(&image, NAME, findings);
        rbk_layout *layout = container_lay_out(disc);
        int32_t wanted = seconds[i] == 100 ? 250 : (int32_t)seconds[i];
        assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
        assert_int_equal(layout->tracks[0].end_lba, 100);
        assert_int_equal(layout->tracks[1].start_lba, 100);
        assert_int_equal(layout->tracks[1].index01_lba, wanted);
        assert_true(disc->tracks[1].extents[0].silence);
        assert_int_equal(disc->tracks[1].extents[1].placement.offset_bytes, 100 * 2352);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "nrg.pregap");
        rbk_layout_free(layout);
        rbk_disc_free(disc);
        container_free(&image);
    }
}

static void version_1_of_tracks_at_once_is_read(void **state)
{
    (void)state;
    make(40 * 2048,
         "45544e46 00000014 00000000 00014000 000000 00 00000000 00000000 454e4421 00000000 4e45524f 00014000");
    rbk_disc *disc = container_read(&image, NAME, findings);
    rbk_layout *layout = container_lay_out(disc);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2048);
    assert_int_equal(layout->tracks[0].end_lba, 40);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

static void subchannel_is_after_each_sector_where_the_mode_says_so(void **state)
{
    (void)state;
    make(160 * 2448, "43554558 00000018 2101000000000000 2101010000000000 21aa01000000000a"
                     "44414f58 00000040 00000000 00000000000000000000000000 00 00010101"
                     "000000000000000000000000 0990 10 00 0001 0000000000000000 0000000000059a60 000000000005fa00"
                     "454e4421 00000000 4e455235 000000000005fa00");
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(disc->tracks[0].flags, RBK_FLAG_COPY_PERMITTED);
    assert_int_equal(disc->tracks[0].extents[0].placement.stride_bytes, 2448);
    assert_int_equal(disc->tracks[0].extents[0].placement.subchannel_bytes, 96);
    assert_int_equal(disc->tracks[0].extents[0].placement.subchannel_offset_bytes, 2352);
    rbk_disc_free(disc);
}

/* ------------------------------------------------------------------ codes and texts */

/* The audio disc with a chunk of CD-TEXT before the end of the list. */
static void make_with_packs(const rbk_bytes *packs)
{
    const size_t end = 8 + 12;
    container_free(&image);
    make(AUDIO_SECTORS * 2352, tail_2);
    container tail = {.bytes = NULL};
    container_add(&tail, image.bytes + image.size - end, end);
    image.size -= end;
    container_text(&image, "CDTX");
    container_number(&image, true, 4, packs->size);
    container_add(&image, packs->data, packs->size);
    container_add(&image, tail.bytes, tail.size);
    container_free(&tail);
}

static void cd_text_is_that_of_its_chunk(void **state)
{
    static const uint8_t many[2049 * 18];
    const rbk_bytes none = {(uint8_t *)many, 17}, too_many = {(uint8_t *)many, sizeof many};
    rbk_bytes packs = container_packs();
    (void)state;
    make_with_packs(&packs);
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(disc->cdtext_bytes, packs.size);
    assert_memory_equal(disc->cdtext, packs.data, packs.size);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Nights");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "One");
    rbk_disc_free(disc);
    make_with_packs(&none); /* it is no reason to refuse the image */
    disc = container_read(&image, NAME, findings);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, RBK_RULE_CDTEXT_UNREADABLE);
    assert_null(disc->cdtext);
    rbk_disc_free(disc);
    make_with_packs(&too_many);
    disc = container_read(&image, NAME, findings);
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "the CD-TEXT has 36882 bytes, expected at most 36864: the rest is ignored");
    assert_int_equal(disc->track_count, 2);
    rbk_disc_free(disc);
    rbk_bytes_release(&packs);
}

/* A track of ten sectors in each of two sessions, with the codes of each. */
static void make_sessions(const char *const mcn[2], const rbk_bytes *const texts[2])
{
    static const char *const heads[] = {
        "43554558 00000010 01010100 00000000 01aa0100 0000000a 44414f58 00000040 00000000",
        "43554558 00000010 01020100 00002c92 01aa0100 00002c9c 44414f58 00000040 00000000"};
    static const char *const numbers[] = {"00 00010101", "00 00010202"};
    container_free(&image);
    container_zeros(&image, (size_t)20 * 2352);
    for (uint32_t s = 0; s < 2; s++) {
        container_hex(&image, heads[s]);
        container_text(&image, mcn[s]);
        container_hex(&image, numbers[s]);
        container_hex(&image, "000000000000000000000000 0930 07 00 0001");
        for (uint32_t place = 0; place < 3; place++)
            container_number(&image, true, 8, (s + (place == 2)) * 10 * 2352);
        container_text(&image, "CDTX");
        container_number(&image, true, 4, texts[s]->size);
        container_add(&image, texts[s]->data, texts[s]->size);
    }
    container_hex(&image, "454e4421 00000000 4e455235");
    container_number(&image, true, 8, 20 * 2352);
}

static void codes_of_a_later_session_that_differ_are_reported(void **state)
{
    static const char *const same[] = {"4006381333931", "4006381333931"}, *const two[] = {"4006381333931",
                                                                                          "0012345678905"};
    rbk_bytes packs = container_packs();
    const rbk_bytes fewer = {packs.data, packs.size - 18};
    (void)state;
    make_sessions(same, (const rbk_bytes *const[]){&packs, &packs});
    rbk_disc_free(container_read(&image, NAME, findings));
    assert_int_equal(rbk_findings_count(findings), 0);
    make_sessions(two, (const rbk_bytes *const[]){&packs, &fewer});
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "the MCN of a later session, '0012345678905', is ignored: a disc has one");
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "the CD-TEXT of a later session is ignored: that of the first one with any is used");
    assert_string_equal(disc->mcn, "4006381333931");
    assert_int_equal(disc->cdtext_bytes, packs.size);
    rbk_disc_free(disc);
    rbk_bytes_release(&packs);
}

static void a_later_session_without_a_code_or_packs_of_its_own_loses_nothing(void **state)
{
    static const char *const same[] = {"4006381333931", "4006381333931"}, *const bad[] = {"4006381333931",
                                                                                          "40063813339?1"};
    rbk_bytes packs = container_packs();
    const rbk_bytes none = {packs.data, 0}, few = {packs.data, 17};
    rbk_bytes zeros = {calloc(1, packs.size), packs.size}, over = {calloc(1, packs.size + 1), packs.size + 1};
    (void)state;
    assert_non_null(zeros.data);
    assert_non_null(over.data);
    memcpy(over.data, packs.data, packs.size);
    const rbk_bytes *const later[] = {&none, &few, &zeros, &over};
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++) {
        make_sessions(same, (const rbk_bytes *const[]){&packs, later[i]});
        rbk_disc_free(container_read(&image, NAME, findings));
    }
    make_sessions(same, (const rbk_bytes *const[]){&over, &over});
    rbk_disc_free(container_read(&image, NAME, findings));
    assert_int_equal(rbk_findings_count(findings), 0);
    make_sessions(bad, (const rbk_bytes *const[]){&packs, &packs});
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, RBK_RULE_MCN_LEFT_OUT);
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "'40063813339?1'"));
    assert_string_equal(disc->mcn, "4006381333931");
    rbk_disc_free(disc);
    rbk_bytes_release(&packs);
    rbk_bytes_release(&zeros);
    rbk_bytes_release(&over);
}

static void tracks_may_be_stored_in_any_order(void **state)
{
    static const char *const same[] = {"4006381333931", "4006381333931"};
    uint8_t places[24];
    const rbk_bytes none = {places, 0};
    (void)state;
    make_sessions(same, (const rbk_bytes *const[]){&none, &none});
    uint8_t *first = image.bytes + (size_t)20 * 2352 + 24 + 8 + 22 + 18, *second = first + 24 + 8 + 64 + 8;
    memcpy(places, first, sizeof places);
    memcpy(first, second, sizeof places);
    memcpy(second, places, sizeof places);
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(disc->tracks[0].extents[0].placement.offset_bytes, 10 * 2352);
    rbk_disc_free(disc);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        assert_string_not_equal(rbk_findings_at(findings, i)->rule, "nrg.rest");
}

static void sectors_of_no_track_and_another_lead_out_are_reported(void **state)
{
    (void)state;
    make((AUDIO_SECTORS + 2) * 2352, tail_2);
    const size_t size = image.size, begin = (size_t)(AUDIO_SECTORS + 2) * 2352;
    image.size = size - 8;
    container_number(&image, true, 8, begin);
    image.bytes[begin + 8 + 5 * 8 + 7]++; /* of the lead-out's address */
    rbk_disc_free(container_read(&image, NAME, findings));
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(
        rbk_findings_at(findings, 0)->text,
        "track 2, the last of its session, ends at lba 705, which is used; the list of addresses has its "
        "lead-out at lba 706");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "4704 bytes before the list are in no track, and not used");
}

static void a_control_against_the_mode_has_no_effect_and_is_reported(void **state)
{
    (void)state;
    make(AUDIO_SECTORS * 2352, tail_2);
    for (int i = 3; i < 5; i++) /* of track 2 */
        image.bytes[AUDIO_SECTORS * 2352 + 8 + i * 8] = 0x41;
    rbk_disc *disc = container_read(&image, NAME, findings);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "track 2 is data by its control, audio by its mode, which is used");
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_AUDIO);
    rbk_disc_free(disc);
    image.bytes[AUDIO_SECTORS * 2352 + 8 + 2 * 8] = 0x41;
    rbk_disc_free(container_read(&image, NAME, findings));
    assert_string_equal(
        rbk_findings_at(findings, 1)->text,
        "2 tracks from track 1 on are data by their mode and audio by their control, or the reverse: the "
        "mode is used");
}

static void chunks_that_are_not_known_may_come_first(void **state)
{
    char tail[1200] = "41464e4d 00000004 61626364"; /* AFNM */
    (void)state;
    strcat(tail, tail_2);
    make(AUDIO_SECTORS * 2352, tail);
    assert_two_tracks();
    container_free(&image);
    strcpy(tail, "00000000 00000004 61626364"); /* no chunk */
    strcat(tail, tail_2);
    make(AUDIO_SECTORS * 2352, tail);
    rbk_disc *disc = NULL;
    assert_int_equal(rbk_format_read(image.bytes, image.size, NAME, NULL, &disc, NULL, NULL), RBK_UNSUPPORTED);
}

/* ------------------------------------------------------------------ addresses of tracks at once */

typedef struct at_once {
    uint32_t session;
    int32_t listed, named; /* by the header of a data sector; 0: it is audio */
    int32_t index_lba;
} at_once;

/* Tracks of 40 sectors each; *findings has what was found but notes. */
static void assert_addresses(const at_once *tracks, size_t count, const char *warning)
{
    size_t warnings = 0;
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    container_free(&image);
    container_zeros(&image, count * 40 * 2352);
    for (size_t t = 0; t < count; t++) {
        if (tracks[t].named != 0)
            container_put_header(&image, t * 40 * 2352, tracks[t].named, 1);
        container_text(&image, "ETN2"); /* a list for each session */
        if (t == 0 || tracks[t].session != tracks[t - 1].session) {
            size_t end = t;
            while (end < count && tracks[end].session == tracks[t].session)
                end++;
            container_number(&image, true, 4, 32 * (end - t));
        } else
            image.size -= 4;
        container_number(&image, true, 8, t * 40 * 2352);
        container_number(&image, true, 8, 40 * 2352);
        container_number(&image, true, 4, tracks[t].named != 0 ? 5 : 7);
        container_number(&image, true, 4, (uint32_t)tracks[t].listed);
        container_zeros(&image, 8);
    }
    container_hex(&image, "454e4421 00000000 4e455235");
    container_number(&image, true, 8, count * 40 * 2352);
    rbk_disc *disc = container_read(&image, NAME, findings);
    rbk_layout *layout = container_lay_out(disc);
    for (size_t t = 0; t < count; t++)
        assert_int_equal(layout->tracks[t].index01_lba, tracks[t].index_lba);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (rbk_findings_at(findings, i)->severity == RBK_WARNING) {
            assert_non_null(warning);
            assert_string_equal(rbk_findings_at(findings, i)->text, warning);
            warnings++;
        }
    assert_int_equal(warnings, warning != NULL);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

static void addresses_of_tracks_at_once_are_those_of_index_01_or_of_the_pregap(void **state)
{
    (void)state;
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {1, 190, 0, 190}, {2, 11630, 0, 11630}}, 3, NULL);
    assert_addresses((const at_once[]){{1, -150, 0, 0}, {1, 40, 0, 190}, {2, 11480, 0, 11630}}, 3, NULL);
    assert_addresses((const at_once[]){{1, -150, 0, 0}, {2, 20000, 0, 20150}}, 2, NULL);
    assert_addresses((const at_once[]){{1, -150, 0, 0}, {1, 190, 0, 190}, {1, 380, 0, 380}, {2, 11820, 0, 11820}}, 4,
                     NULL);
    assert_addresses((const at_once[]){{1, -150, 0, 0}, {1, 191, 0, 341}}, 2, NULL);
    assert_addresses((const at_once[]){{1, -150, 0, 0}, {1, 190, 0, 190}, {1, 455, 0, 455}}, 3, NULL);
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {2, 11290, 0, 11440}}, 2, NULL);
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {2, 20000, 0, 20000}}, 2, NULL);
}

static void an_address_that_cannot_be_is_that_of_the_header_or_the_usual_one(void **state)
{
    (void)state;
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {1, 0, 0, 190}}, 2,
                     "the list says that track 2 starts at lba 0, before the end of the track before: it is treated as "
                     "starting at lba 190");
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {2, 0, 0, 11440}}, 2,
                     "the list says that track 2 starts at lba 0, before the end of the track before: it is treated as "
                     "starting at lba 11440");
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {1, 0, 200, 200}}, 2, NULL);
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {1, 300, 200, 200}}, 2, NULL);
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {1, 190, 9000, 190}}, 2,
                     "the list says that track 2 starts at lba 190, which is used; its first sector says lba 9000");
    assert_addresses((const at_once[]){{1, 0, 0, 0}, {1, 300, 1, 300}}, 2,
                     "the list says that track 2 starts at lba 300, which is used; its first sector says lba 1");
}

/* ------------------------------------------------------------------ refusals */

/* The image with the bytes at an offset of its chunks replaced. */
static void patch(size_t at, const char *hex)
{
    container other = {.bytes = NULL};
    container_free(&image);
    make(AUDIO_SECTORS * 2352, tail_2);
    container_hex(&other, hex);
    memcpy(image.bytes + AUDIO_SECTORS * 2352 + at, other.bytes, other.size);
    container_free(&other);
}

static void what_is_wrong_is_refused_with_its_byte(void **state)
{
    static const struct {
        size_t at;
        const char *hex;
        rbk_status status;
        const char *sentence;
    } rows[] = {
        {4, "7fffffff", RBK_SYNTAX, "byte 2010960: the chunk CUEX has 2147483647 bytes, 194 are left"},
        {56, "58585858", RBK_SYNTAX, "expected at least one track, found none"},
        {0, "53494e46", RBK_SYNTAX,
         "byte 2011016: expected a list of addresses (CUEX or CUES) for this chunk DAOX, found none"},
        {64 + 20, "0163", RBK_SYNTAX, "byte 2011016: the chunk DAOX has 106 bytes, which do not hold tracks 1 to 99"},
        {64 + 22 + 14, "1d", RBK_UNSUPPORTED, "byte 2011046: mode 1D of track 1 is not known"},
        {64 + 22 + 12, "0800", RBK_UNSUPPORTED, "byte 2011046: mode 07 has sectors of 2352 bytes, the list says 2048"},
        {64 + 22 + 42 + 34, "00000000001eaf51", RBK_SYNTAX,
         "byte 2011088: track 2 is from byte 1258320 to 2010961, the sectors end at byte 2010960"},
        {64 + 22 + 26, "0000000000056221", RBK_SYNTAX,
         "byte 2011046: expected whole sectors of 2352 bytes in track 1, found 352801 bytes"},
        {8 + 4 * 8 + 4, "00000100", RBK_SYNTAX,
         "byte 2011088: track 2 starts at lba 181, before the end of track 1 at lba 310"},
        {64 + 22 + 2 * 42 + 12 + 8, "00000002", RBK_UNSUPPORTED,
         "byte 2011150: it is an image of another medium than a CD (00000002)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        patch(rows[i].at, rows[i].hex);
        assert_container_refused(&image, NAME, rows[i].status, rows[i].sentence);
    }
}

static void a_list_without_end_is_refused(void **state)
{
    (void)state;
    make(0, "53494e46 00000004 00000002 4e455235 0000000000000000");
    assert_container_refused(&image, NAME, RBK_SYNTAX, "byte 12: expected a chunk or END!, found the end of the list");
}

static void no_damage_of_a_list_breaks_the_reader(void **state)
{
    (void)state;
    make_track_at_once(250);
    container_damage(&image, 150 * 2352, NAME);
    container_truncate(&image, 150 * 2352, NAME);
    container_free(&image);
    make(AUDIO_SECTORS * 2352, tail_1);
    container_damage(&image, AUDIO_SECTORS * 2352, NAME);
}

static void an_end_that_points_past_itself_is_no_image(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    make(100, "4e455235 00000000000000ff");
    assert_int_equal(rbk_format_read(image.bytes, image.size, NAME, NULL, &disc, NULL, NULL), RBK_UNSUPPORTED);
    assert_ptr_equal(rbk_format_find("nrg"), &rbk_nrg_format.about);
}

static void a_chunk_that_is_too_short_is_refused(void **state)
{
    (void)state;
    make(AUDIO_SECTORS * 2352, "43554558 00000010 01000000ffffff6a 01aa0100000002c1 44414f58 00000004 00000000"
                               "454e4421 00000000 4e455235 00000000001eaf50");
    assert_container_refused(&image, NAME, RBK_SYNTAX,
                             "byte 2010984: expected 22 bytes or more in the chunk DAOX, found 4");
    container_free(&image);
    make(AUDIO_SECTORS * 2352, "45544e32 00000003 000000 454e4421 00000000 4e455235 00000000001eaf50");
    assert_container_refused(&image, NAME, RBK_SYNTAX,
                             "byte 2010960: expected tracks of 32 bytes in the chunk ETN2, found 3 bytes");
}

static void more_tracks_than_a_disc_has_are_refused(void **state)
{
    (void)state;
    container_zeros(&image, 100 * 2352);
    container_text(&image, "ETNF");
    container_number(&image, true, 4, 100 * 20);
    for (uint32_t i = 0; i < 100; i++) {
        container_number(&image, true, 4, i * 2352);
        container_number(&image, true, 4, 2352);
        container_hex(&image, "000000 07");
        container_number(&image, true, 4, i * 151);
        container_zeros(&image, 4);
    }
    container_hex(&image, "454e4421 00000000 4e45524f");
    container_number(&image, true, 4, 100 * 2352);
    assert_container_refused(&image, NAME, RBK_SYNTAX, "byte 237188: expected a track from 1 to 99, found 100");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(codes_of_a_later_session_that_differ_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(sectors_of_no_track_and_another_lead_out_are_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_later_session_without_a_code_or_packs_of_its_own_loses_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(tracks_may_be_stored_in_any_order, setup, teardown),
        cmocka_unit_test_setup_teardown(a_control_against_the_mode_has_no_effect_and_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(chunks_that_are_not_known_may_come_first, setup, teardown),
        cmocka_unit_test_setup_teardown(addresses_of_tracks_at_once_are_those_of_index_01_or_of_the_pregap, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_address_that_cannot_be_is_that_of_the_header_or_the_usual_one, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(version_2_of_a_disc_at_once_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(version_1_of_a_disc_at_once_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_session_is_where_its_addresses_say, setup, teardown),
        cmocka_unit_test_setup_teardown(tracks_at_once_have_pregaps_that_are_not_stored, setup, teardown),
        cmocka_unit_test_setup_teardown(version_1_of_tracks_at_once_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(subchannel_is_after_each_sector_where_the_mode_says_so, setup, teardown),
        cmocka_unit_test_setup_teardown(cd_text_is_that_of_its_chunk, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused_with_its_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(a_list_without_end_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(no_damage_of_a_list_breaks_the_reader, setup, teardown),
        cmocka_unit_test_setup_teardown(an_end_that_points_past_itself_is_no_image, setup, teardown),
        cmocka_unit_test_setup_teardown(a_chunk_that_is_too_short_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(more_tracks_than_a_disc_has_are_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
