/* Comments and cue sheet of FLAC files. */
#include "audio/tags.h"

#include "unit/audio/audio_files.h"

#include <fcntl.h>

#include <FLAC/metadata.h>

static void comment(FLAC__StreamMetadata *block, const char *text)
{
    FLAC__StreamMetadata_VorbisComment_Entry entry = {(FLAC__uint32)strlen(text), (FLAC__byte *)(uintptr_t)text};
    assert_true(FLAC__metadata_object_vorbiscomment_append_comment(block, entry, true));
}

/* Adds blocks (owned then by the file's chain) to a FLAC file of a second. */
static void write_flac(const char *name, int rate_hz, FLAC__StreamMetadata *first, FLAC__StreamMetadata *second)
{
    audio_files_write_sine(name, SF_FORMAT_FLAC | SF_FORMAT_PCM_16, rate_hz, 2, 44100);
    FLAC__Metadata_Chain *chain = FLAC__metadata_chain_new();
    FLAC__Metadata_Iterator *iterator = FLAC__metadata_iterator_new();
    assert_true(FLAC__metadata_chain_read(chain, scratch_path(name)));
    FLAC__metadata_iterator_init(iterator, chain);
    while (FLAC__metadata_iterator_next(iterator))
        FLAC__metadata_iterator_delete_block(iterator, false);
    if (first)
        assert_true(FLAC__metadata_iterator_insert_block_after(iterator, first));
    if (second)
        assert_true(FLAC__metadata_iterator_insert_block_after(iterator, second));
    FLAC__metadata_iterator_delete(iterator);
    assert_true(FLAC__metadata_chain_write(chain, false, false));
    FLAC__metadata_chain_delete(chain);
}

static FLAC__StreamMetadata *comments(void)
{
    FLAC__StreamMetadata *block = FLAC__metadata_object_new(FLAC__METADATA_TYPE_VORBIS_COMMENT);
    assert_non_null(block);
    return block;
}

static void all_comments_are_read(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags tags;
    (void)state;
    comment(block, "title=Caf\xC3\xA9");
    comment(block, "Artist=First");
    comment(block, "ARTIST=Second");
    comment(block, "PERFORMER=Somebody (triangle)");
    comment(block, "ALBUM=Album");
    comment(block, "ALBUMARTIST=Various");
    comment(block, "COMPOSER=Bach");
    comment(block, "LYRICIST=Poet");
    comment(block, "ARRANGER=Busoni");
    comment(block, "GENRE=Baroque");
    comment(block, "DATE=1999-05");
    comment(block, "ISRC=US-ABC-12-34567");
    comment(block, "UPC=012345678905");
    comment(block, "TRACKNUMBER=3/9");
    comment(block, "DISCNUMBER=2");
    comment(block, "TITLEX=no");
    write_flac("a.flac", 44100, block, NULL);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_string_equal(tags.title, "Caf\xC3\xA9");
    assert_string_equal(tags.artist, "First; Second");
    assert_string_equal(tags.album, "Album");
    assert_string_equal(tags.album_artist, "Various");
    assert_string_equal(tags.composer, "Bach");
    assert_string_equal(tags.songwriter, "Poet");
    assert_string_equal(tags.arranger, "Busoni");
    assert_string_equal(tags.genre, "Baroque");
    assert_string_equal(tags.date, "1999-05");
    assert_string_equal(tags.isrc, "US-ABC-12-34567");
    assert_string_equal(tags.barcode, "012345678905");
    assert_int_equal(tags.track_number, 3);
    assert_int_equal(tags.disc_number, 2);
    assert_null(tags.cue_sheet);
    rbk_audio_tags_release(&tags);
}

static void a_performer_stands_in_for_the_artist(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags tags;
    (void)state;
    comment(block, "PERFORMER=One");
    comment(block, "performer=Two");
    write_flac("a.flac", 44100, block, NULL);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_string_equal(tags.artist, "One; Two");
    rbk_audio_tags_release(&tags);
}

/* Three tracks and the lead-out; track 2 has a pregap of 2 s, positions off the border by a few samples. */
static FLAC__StreamMetadata *cue_block(void)
{
    FLAC__StreamMetadata *block = FLAC__metadata_object_new(FLAC__METADATA_TYPE_CUESHEET);
    FLAC__StreamMetadata_CueSheet *sheet = &block->data.cue_sheet;
    static const struct {
        FLAC__uint64 offset;
        FLAC__byte number;
        unsigned indexes;
        FLAC__uint64 second;
    } rows[] = {{0, 1, 1, 0}, {44100 * 60, 2, 2, 88200}, {44100 * 6000 + 587, 3, 1, 0}, {44100 * 6100, 170, 0, 0}};
    strcpy(sheet->media_catalog_number, "4006381333931");
    sheet->is_cd = true;
    sheet->lead_in = 88200;
    assert_true(FLAC__metadata_object_cuesheet_resize_tracks(block, 4));
    for (unsigned i = 0; i < 4; i++) {
        FLAC__StreamMetadata_CueSheet_Track *track = &sheet->tracks[i];
        track->offset = rows[i].offset;
        track->number = rows[i].number;
        assert_true(FLAC__metadata_object_cuesheet_track_resize_indices(block, i, rows[i].indexes));
        track = &sheet->tracks[i];
        if (rows[i].indexes == 1)
            track->indices[0].number = 1;
        if (rows[i].indexes == 2) {
            track->indices[0].number = 0;
            track->indices[1].number = 1;
            track->indices[1].offset = rows[i].second;
        }
    }
    strcpy(sheet->tracks[1].isrc, "USABC1234567");
    sheet->tracks[1].pre_emphasis = 1;
    return block;
}

static void a_cue_sheet_block_is_written_out(void **state)
{
    rbk_audio_tags tags;
    (void)state;
    write_flac("a.flac", 44100, cue_block(), NULL);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_string_equal(tags.cue_sheet, "CATALOG \"4006381333931\"\n"
                                        "FILE \"CUESHEET\" WAVE\n"
                                        "  TRACK 01 AUDIO\n"
                                        "    INDEX 01 00:00:00\n"
                                        "  TRACK 02 AUDIO\n"
                                        "    ISRC \"USABC1234567\"\n"
                                        "    FLAGS PRE\n"
                                        "    INDEX 00 01:00:00\n"
                                        "    INDEX 01 01:02:00\n"
                                        "  TRACK 03 AUDIO\n"
                                        "    INDEX 01 100:00:01\n");
    rbk_audio_tags_release(&tags);
}

static void positions_are_those_of_the_files_own_rate(void **state)
{
    rbk_audio_tags tags;
    FLAC__StreamMetadata *block = cue_block();
    (void)state;
    block->data.cue_sheet.is_cd = false;
    block->data.cue_sheet.media_catalog_number[0] = '\0';
    block->data.cue_sheet.tracks[3].number = 255;
    block->data.cue_sheet.tracks[1].offset = 48000 * 60 + 319; /* less than half of a sector */
    block->data.cue_sheet.tracks[1].indices[1].offset = 1;     /* and here it is a half */
    write_flac("a.flac", 48000, block, NULL);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_non_null(strstr(tags.cue_sheet, "    INDEX 00 01:00:00\n    INDEX 01 01:00:01\n"));
    assert_null(strstr(tags.cue_sheet, "CATALOG"));
    assert_null(strstr(tags.cue_sheet, "TRACK 255"));
    rbk_audio_tags_release(&tags);
}

/* The reader of the sheet accepts dashes and reports the rest. */
static void codes_of_a_block_are_kept_as_they_are(void **state)
{
    rbk_audio_tags tags;
    FLAC__StreamMetadata *block = cue_block();
    (void)state;
    block->data.cue_sheet.is_cd = false;
    strcpy(block->data.cue_sheet.media_catalog_number, "40-06381333931  ");
    strcpy(block->data.cue_sheet.tracks[0].isrc, "     ");
    strcpy(block->data.cue_sheet.tracks[1].isrc, "us-rc1\n\"608");
    write_flac("a.flac", 44100, block, NULL);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_non_null(strstr(tags.cue_sheet, "CATALOG \"40-06381333931\"\n"));
    assert_non_null(strstr(tags.cue_sheet, "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"));
    assert_non_null(strstr(tags.cue_sheet, "    ISRC \"us-rc1??608\"\n"));
    rbk_audio_tags_release(&tags);
}

/* At 32 kHz an index at a sector is between samples: the one before and after are as near as can be. */
static void indexes_between_sectors_and_audio_after_the_lead_out_are_counted(void **state)
{
    static const struct {
        int rate_hz;
        FLAC__uint64 offset;
        FLAC__uint64 lead_out;
        uint32_t moved;
        uint64_t after;
    } rows[] = {{44100, 588, 44100, 0, 0}, {44100, 589, 44099, 1, 1}, {44100, 587, 1, 1, 44099},
                {32000, 426, 0, 0, 44100}, {32000, 427, 44101, 0, 0}, {32000, 425, 44100, 1, 0},
                {32000, 428, 44100, 1, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_audio_tags tags;
        rbk_unclear_tags unclear;
        FLAC__StreamMetadata *block = cue_block();
        block->data.cue_sheet.is_cd = false;
        block->data.cue_sheet.tracks[1].offset = rows[i].offset;
        assert_true(FLAC__metadata_object_cuesheet_track_resize_indices(block, 1, 1));
        block->data.cue_sheet.tracks[2].offset = 0;
        block->data.cue_sheet.tracks[3].offset = rows[i].lead_out;
        block->data.cue_sheet.tracks[3].number = 255;
        write_flac("a.flac", rows[i].rate_hz, block, NULL);
        assert_int_equal(rbk_audio_tags_read_all(scratch_path("a.flac"), &tags, &unclear, NULL), RBK_OK);
        assert_int_equal(unclear.moved_indexes, rows[i].moved);
        assert_int_equal(unclear.after_lead_out, rows[i].after);
        assert_non_null(strstr(tags.cue_sheet, "    INDEX 00 00:00:01\n"));
        rbk_audio_tags_release(&tags);
    }
}

static void a_cue_sheet_comment_goes_before_the_block(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags tags;
    (void)state;
    comment(block, "CUESHEET=FILE \"x.wav\" WAVE\r\n  TRACK 01 AUDIO\r\n    INDEX 01 00:00:00\r\n");
    write_flac("a.flac", 44100, block, cue_block());
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_string_equal(tags.cue_sheet, "FILE \"x.wav\" WAVE\r\n  TRACK 01 AUDIO\r\n    INDEX 01 00:00:00");
    rbk_audio_tags_release(&tags);
}

static void comments_after_an_id3_tag_are_read(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags tags;
    (void)state;
    comment(block, "ISRC=USABC1234567");
    write_flac("a.flac", 44100, block, NULL);
    audio_files_wrap("a.flac", "b.flac", "ID3\x04\0\0\0\0\0\x03xyz", 13, NULL, 0);
    assert_int_equal(rbk_audio_tags_read(scratch_path("b.flac"), &tags, NULL), RBK_OK);
    assert_string_equal(tags.isrc, "USABC1234567");
    rbk_audio_tags_release(&tags);
}

/* Writes a.flac once more with the tags, as b.flac. */
static rbk_status add_tags(const rbk_audio_tags *added, rbk_error *error)
{
    int from = open(scratch_path("a.flac"), O_RDWR),
        to = open(scratch_path("b.flac"), O_RDWR | O_CREAT | O_TRUNC, 0666);
    assert_true(from >= 0 && to >= 0);
    rbk_status status = rbk_flac_tags_add(from, to, added, error);
    close(from);
    close(to);
    return status;
}

static void comments_are_added_after_those_that_are_there(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags added, tags;
    (void)state;
    comment(block, "TITLE=One");
    write_flac("a.flac", 44100, block, NULL);
    memset(&added, 0, sizeof added);
    added.title = (char *)(uintptr_t) "not this";
    added.isrc = (char *)(uintptr_t) "DEA452400001";
    added.composer = (char *)(uintptr_t) "Caf\xC3\xA9";
    assert_int_equal(add_tags(&added, NULL), RBK_OK);
    assert_int_equal(rbk_audio_tags_read(scratch_path("b.flac"), &tags, NULL), RBK_OK);
    assert_string_equal(tags.title, "One");
    assert_string_equal(tags.isrc, "DEA452400001");
    assert_string_equal(tags.composer, "Caf\xC3\xA9");
    assert_null(tags.barcode);
    rbk_audio_tags_release(&tags);
    assert_int_equal(audio_files_frames("b.flac"), 44100);
    assert_int_equal(scratch_count(), 2);
}

static void comments_are_added_where_there_were_none(void **state)
{
    rbk_audio_tags added, tags;
    (void)state;
    write_flac("a.flac", 44100, NULL, NULL);
    memset(&added, 0, sizeof added);
    added.disc_number = 2;
    assert_int_equal(add_tags(&added, NULL), RBK_OK);
    assert_int_equal(rbk_audio_tags_read(scratch_path("b.flac"), &tags, NULL), RBK_OK);
    assert_int_equal(tags.disc_number, 2);
    rbk_audio_tags_release(&tags);
    assert_int_equal(audio_files_frames("b.flac"), 44100);
}

static void what_is_no_flac_file_is_reported(void **state)
{
    rbk_audio_tags added;
    rbk_error error;
    (void)state;
    memset(&added, 0, sizeof added);
    scratch_write("a.flac", "not a FLAC file", 15);
    assert_false(rbk_flac_needs_tags(&added));
    added.disc_number = 1;
    assert_true(rbk_flac_needs_tags(&added));
    assert_int_equal(add_tags(&added, &error), RBK_FILESYSTEM);
    assert_string_equal(error.sentence, "its tags cannot be written");
}

static void a_file_that_has_them_all_is_copied_as_it_is(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags added;
    size_t size, again;
    (void)state;
    comment(block, "TITLE=One");
    write_flac("a.flac", 44100, block, NULL);
    char *before = scratch_read("a.flac", &size);
    memset(&added, 0, sizeof added);
    added.title = (char *)(uintptr_t) "not this";
    assert_int_equal(add_tags(&added, NULL), RBK_OK);
    char *after = scratch_read("b.flac", &again);
    assert_int_equal(again, size);
    assert_memory_equal(after, before, size);
    free(before);
    free(after);
}

static void of_two_cue_sheet_blocks_the_first_is_used(void **state)
{
    FLAC__StreamMetadata *other = cue_block();
    rbk_audio_tags tags;
    (void)state;
    strcpy(other->data.cue_sheet.media_catalog_number, "0000000000000");
    write_flac("a.flac", 44100, cue_block(), other);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &tags, NULL), RBK_OK);
    assert_non_null(strstr(tags.cue_sheet, "CATALOG \"4006381333931\"\n"));
    rbk_audio_tags_release(&tags);
}

/* A comment that is longer than its block. */
static void a_damaged_block_says_nothing(void **state)
{
    FLAC__StreamMetadata *block = comments();
    rbk_audio_tags tags;
    size_t size = 0, at = 0;
    (void)state;
    comment(block, "TITLE=One");
    write_flac("a.flac", 44100, block, NULL);
    char *bytes = scratch_read("a.flac", &size);
    while (at + 5 < size && memcmp(bytes + at, "TITLE", 5) != 0)
        at++;
    free(bytes);
    audio_files_patch("a.flac", "b.flac", at - 4, "\xFF\xFF\xFF\x7F", 4);
    assert_int_equal(rbk_audio_tags_read(scratch_path("b.flac"), &tags, NULL), RBK_OK);
    assert_null(tags.title);
    rbk_audio_tags_release(&tags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(all_comments_are_read),
        scratch_test(a_performer_stands_in_for_the_artist),
        scratch_test(a_cue_sheet_block_is_written_out),
        scratch_test(positions_are_those_of_the_files_own_rate),
        scratch_test(codes_of_a_block_are_kept_as_they_are),
        scratch_test(indexes_between_sectors_and_audio_after_the_lead_out_are_counted),
        scratch_test(a_cue_sheet_comment_goes_before_the_block),
        scratch_test(comments_after_an_id3_tag_are_read),
        scratch_test(comments_are_added_after_those_that_are_there),
        scratch_test(comments_are_added_where_there_were_none),
        scratch_test(what_is_no_flac_file_is_reported),
        scratch_test(a_file_that_has_them_all_is_copied_as_it_is),
        scratch_test(of_two_cue_sheet_blocks_the_first_is_used),
        scratch_test(a_damaged_block_says_nothing),
    };
    return cmocka_run_group_tests_name("audio/flac", tests, NULL, NULL);
}
