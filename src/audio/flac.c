/*
 * Metadata of FLAC files, by libFLAC. Reads two kinds of metadata block, Vorbis comments and the cue sheet, and skips the
 * others (pictures may be large); adds comments to our own files. Decoding (audio/flac_decoder.c) and encoding are done
 * elsewhere.
 */
#include "audio/comments.h"
#include "audio/encoder.h"
#include "audio/tags.h"
#include "base/fail.h"
#include "base/read_at.h"

#include <redbook/stream.h>

#include <errno.h>
#include <FLAC/metadata.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRACK_LEAD_OUT_CD    170
#define TRACK_LEAD_OUT_OTHER 255
#define CODE_BYTES           129 /* of a media catalogue number, the longest */

typedef struct reader {
    rbk_audio_tags *tags;
    rbk_unclear_tags *unclear; /* NULL: not wanted */
    char *block_sheet;         /* the cue sheet block as text */
    uint32_t moved_indexes;    /* of it */
    uint64_t after_lead_out;
    uint32_t rate_hz;
    uint64_t length; /* in samples, 0: unknown */
    bool no_memory;
} reader;

/* ------------------------------------------------------------------ comments */

static void take_comments(reader *r, const FLAC__StreamMetadata_VorbisComment *comments)
{
    rbk_comment *list = calloc(comments->num_comments + (size_t)1, sizeof *list);
    for (uint32_t i = 0; list && i < comments->num_comments; i++)
        list[i] = (rbk_comment){(const char *)comments->comments[i].entry, comments->comments[i].length};
    r->no_memory = !list || !rbk_comments_take(list, comments->num_comments, r->tags, r->unclear) || r->no_memory;
    free(list);
}

/* ------------------------------------------------------------------ the cue sheet block as text */

/* As it is, so that the reader of the sheet judges it; blanks at its end are omitted, and what no line can have is '?'. */
static void print_code(rbk_output *out, const char *command, const char *code)
{
    char text[CODE_BYTES];
    size_t size = strlen(code);
    while (size > 0 && code[size - 1] == ' ')
        size--;
    for (size_t i = 0; i < size; i++)
        text[i] = code[i] >= ' ' && code[i] <= '~' && code[i] != '"' ? code[i] : '?';
    text[size] = '\0';
    if (size > 0)
        rbk_output_print(out, "%s \"%s\"\n", command, text);
}

/* At the nearest sector. At a rate that 75 does not divide an index cannot be nearer than within a sample of it. */
static void print_index(reader *r, rbk_output *out, uint64_t sample, uint32_t number)
{
    char time[RBK_TIME_BYTES];
    const uint64_t rate_hz = r->rate_hz;
    /* Whole seconds and the rest separately, so that no product exceeds 64 bits. */
    uint64_t rest = sample % rate_hz * RBK_SECTORS_PER_SECOND, past = rest % rate_hz;
    uint64_t sectors = sample / rate_hz * RBK_SECTORS_PER_SECOND + (rest + rate_hz / 2) / rate_hz;
    if (past >= RBK_SECTORS_PER_SECOND && rate_hz - past >= RBK_SECTORS_PER_SECOND)
        r->moved_indexes++;
    rbk_output_print(out, "    INDEX %02u %s\n", number, rbk_time_format((int64_t)sectors, time));
}

static void print_track(reader *r, rbk_output *out, const FLAC__StreamMetadata_CueSheet_Track *track)
{
    if (track->number == TRACK_LEAD_OUT_CD || track->number == TRACK_LEAD_OUT_OTHER) {
        r->after_lead_out = r->length > track->offset ? r->length - track->offset : 0;
        return;
    }
    rbk_output_print(out, "  TRACK %02u %s\n", (unsigned)track->number, track->type == 0 ? "AUDIO" : "MODE1/2352");
    print_code(out, "    ISRC", track->isrc);
    if (track->pre_emphasis)
        rbk_output_print(out, "    FLAGS PRE\n");
    for (uint32_t i = 0; i < track->num_indices; i++)
        print_index(r, out, track->offset + track->indices[i].offset, track->indices[i].number);
}

static void take_cue_sheet(reader *r, const FLAC__StreamMetadata_CueSheet *sheet)
{
    if (r->rate_hz == 0 || r->block_sheet)
        return;
    rbk_output *out = rbk_output_new_memory();
    if (!out) {
        r->no_memory = true;
        return;
    }
    print_code(out, "CATALOG", sheet->media_catalog_number);
    rbk_output_print(out, "FILE \"CUESHEET\" WAVE\n");
    for (uint32_t i = 0; i < sheet->num_tracks; i++)
        print_track(r, out, &sheet->tracks[i]);
    size_t size;
    const char *text = rbk_output_text(out, &size);
    r->block_sheet = text ? malloc(size + 1) : NULL;
    if (r->block_sheet)
        memcpy(r->block_sheet, text, size + 1);
    else
        r->no_memory = true;
    rbk_output_free(out);
}

/* ------------------------------------------------------------------ the blocks */

static void take_block(reader *r, FLAC__Metadata_SimpleIterator *iterator)
{
    FLAC__MetadataType type = FLAC__metadata_simple_iterator_get_block_type(iterator);
    if (type != FLAC__METADATA_TYPE_STREAMINFO && type != FLAC__METADATA_TYPE_VORBIS_COMMENT &&
        type != FLAC__METADATA_TYPE_CUESHEET)
        return;
    FLAC__StreamMetadata *block = FLAC__metadata_simple_iterator_get_block(iterator);
    if (!block)
        return; /* damaged: its contents are ignored */
    if (type == FLAC__METADATA_TYPE_STREAMINFO) {
        r->rate_hz = block->data.stream_info.sample_rate;
        r->length = block->data.stream_info.total_samples;
    } else if (type == FLAC__METADATA_TYPE_VORBIS_COMMENT) {
        take_comments(r, &block->data.vorbis_comment);
    } else {
        take_cue_sheet(r, &block->data.cue_sheet);
    }
    FLAC__metadata_object_delete(block);
}

rbk_status rbk_flac_tags_read(const char *path, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error)
{
    reader r = {0};
    r.tags = tags;
    r.unclear = unclear;
    FLAC__Metadata_SimpleIterator *iterator = FLAC__metadata_simple_iterator_new();
    if (!iterator)
        return rbk_fail_memory(error);
    errno = 0; /* which has the reason that the library does not report */
    bool opened = FLAC__metadata_simple_iterator_init(iterator, path, true, false);
    if (opened) {
        do {
            take_block(&r, iterator);
        } while (FLAC__metadata_simple_iterator_next(iterator));
    }
    int code = errno;
    bool unread =
        rbk_input_is_shortage(code) || (!opened && FLAC__metadata_simple_iterator_status(iterator) ==
                                                       FLAC__METADATA_SIMPLE_ITERATOR_STATUS_ERROR_OPENING_FILE);
    r.no_memory = r.no_memory || code == ENOMEM;
    FLAC__metadata_simple_iterator_delete(iterator);
    if (!tags->cue_sheet) {
        tags->cue_sheet = r.block_sheet;
        if (unclear) {
            unclear->moved_indexes = r.moved_indexes;
            unclear->after_lead_out = r.after_lead_out;
        }
    } else {
        free(r.block_sheet);
    }
    if (r.no_memory)
        return rbk_fail_memory(error);
    return unread ? rbk_fail_system(error, RBK_FILEACCESS, code, "its tags cannot be read") : RBK_OK;
}

/* ------------------------------------------------------------------ adding comments */

/* False without memory. */
static bool append_comment(FLAC__StreamMetadata *block, const char *name, const char *value)
{
    FLAC__StreamMetadata_VorbisComment_Entry entry;
    if (!value || !value[0])
        return true;
    if (!FLAC__metadata_object_vorbiscomment_entry_from_name_value_pair(&entry, name, value))
        return false;
    if (FLAC__metadata_object_vorbiscomment_append_comment(block, entry, false))
        return true;
    free(entry.entry);
    return false;
}

static bool append_comments(FLAC__StreamMetadata *block, const rbk_audio_tags *tags)
{
    char disc[16] = "";
    if (tags->disc_number)
        snprintf(disc, sizeof disc, "%u", (unsigned)tags->disc_number);
    return append_comment(block, "ALBUMARTIST", tags->album_artist) &&
           append_comment(block, "COMPOSER", tags->composer) && append_comment(block, "LYRICIST", tags->songwriter) &&
           append_comment(block, "ARRANGER", tags->arranger) && append_comment(block, "DISCNUMBER", disc) &&
           append_comment(block, "ISRC", tags->isrc) && append_comment(block, "BARCODE", tags->barcode) &&
           append_comment(block, "PRE-EMPHASIS", tags->pre_emphasis ? "1" : NULL);
}

static bool has_comments(const rbk_audio_tags *tags)
{
    return tags->album_artist || tags->composer || tags->songwriter || tags->arranger || tags->disc_number ||
           tags->isrc || tags->barcode || tags->pre_emphasis;
}

bool rbk_flac_needs_tags(const rbk_audio_tags *tags)
{
    return has_comments(tags);
}

/*
 * The library's access to an open file: calls like those of stdio, with our own handle. The library does not check every
 * result - a file whose position is unknown is treated as being at its end - so the first failure is kept.
 */
typedef struct open_file {
    int file;
    int code; /* errno of the first call that failed, 0 */
} open_file;

static void note_failure(open_file *handle)
{
    if (handle->code == 0)
        handle->code = errno;
}

static size_t read_some(void *bytes, size_t size, size_t count, FLAC__IOHandle handle)
{
    open_file *opened = handle;
    size_t have = 0;
    errno = 0; /* the library examines it after a read of no bytes */
    while (size > 0 && have < size * count) {
        ssize_t got = read(opened->file, (uint8_t *)bytes + have, size * count - have);
        if (got < 0 && errno == EINTR) {
            errno = 0;
            continue;
        }
        if (got < 0)
            note_failure(opened);
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    return size ? have / size : 0;
}

static size_t write_some(const void *bytes, size_t size, size_t count, FLAC__IOHandle handle)
{
    open_file *opened = handle;
    size_t done = 0;
    while (size > 0 && done < size * count) {
        ssize_t now = write(opened->file, (const uint8_t *)bytes + done, size * count - done);
        if (now < 0 && errno == EINTR)
            continue;
        if (now < 0)
            note_failure(opened);
        if (now <= 0)
            break;
        done += (size_t)now;
    }
    return size ? done / size : 0;
}

static int seek_to(FLAC__IOHandle handle, FLAC__int64 offset, int from)
{
    open_file *opened = handle;
    if (lseek(opened->file, (off_t)offset, from) >= 0)
        return 0;
    note_failure(opened);
    return -1;
}

static FLAC__int64 tell_place(FLAC__IOHandle handle)
{
    open_file *opened = handle;
    off_t at = lseek(opened->file, 0, SEEK_CUR);
    if (at < 0)
        note_failure(opened);
    return (FLAC__int64)at;
}

static int is_at_end(FLAC__IOHandle handle)
{
    struct stat about;
    open_file *opened = handle;
    off_t at = (off_t)tell_place(handle);
    if (at >= 0 && fstat(opened->file, &about) == 0)
        return at >= about.st_size;
    note_failure(opened);
    return true;
}

static const FLAC__IOCallbacks calls = {
    .read = read_some, .write = write_some, .seek = seek_to, .tell = tell_place, .eof = is_at_end};

/* Moves to the block of comments, or inserts an empty one after the first block. NULL without memory. */
static FLAC__StreamMetadata *comment_block(FLAC__Metadata_Iterator *iterator)
{
    do {
        if (FLAC__metadata_iterator_get_block_type(iterator) == FLAC__METADATA_TYPE_VORBIS_COMMENT)
            return FLAC__metadata_iterator_get_block(iterator);
    } while (FLAC__metadata_iterator_next(iterator));
    while (FLAC__metadata_iterator_prev(iterator))
        ;
    FLAC__StreamMetadata *made = FLAC__metadata_object_new(FLAC__METADATA_TYPE_VORBIS_COMMENT);
    if (made && !FLAC__metadata_iterator_insert_block_after(iterator, made)) {
        FLAC__metadata_object_delete(made);
        made = NULL;
    }
    return made;
}

static rbk_status add_to_chain(FLAC__Metadata_Chain *chain, const rbk_audio_tags *tags, rbk_error *error)
{
    FLAC__Metadata_Iterator *iterator = FLAC__metadata_iterator_new();
    if (!iterator)
        return rbk_fail_memory(error);
    FLAC__metadata_iterator_init(iterator, chain);
    FLAC__StreamMetadata *block = comment_block(iterator);
    bool added = block && append_comments(block, tags);
    FLAC__metadata_iterator_delete(iterator);
    return added ? RBK_OK : rbk_fail_memory(error);
}

/* The library edits a file in place when its comments fit; otherwise the whole file is copied. */
static bool write_chain(FLAC__Metadata_Chain *chain, open_file *from, open_file *to)
{
    uint8_t bytes[8192];
    if (FLAC__metadata_chain_check_if_tempfile_needed(chain, false))
        return FLAC__metadata_chain_write_with_callbacks_and_tempfile(chain, false, from, calls, to, calls);
    if (!FLAC__metadata_chain_write_with_callbacks(chain, false, from, calls) || seek_to(from, 0, SEEK_SET) != 0)
        return false;
    for (size_t got; (got = read_some(bytes, 1, sizeof bytes, from)) > 0;)
        if (write_some(bytes, 1, got, to) != got)
            return false;
    return is_at_end(from);
}

rbk_status rbk_flac_tags_add(int from, int to, const rbk_audio_tags *tags, rbk_error *error)
{
    FLAC__Metadata_Chain *chain = FLAC__metadata_chain_new();
    open_file source = {from, 0}, target = {to, 0};
    rbk_status status = RBK_OK;
    if (!chain)
        return rbk_fail_memory(error);
    bool done = seek_to(&source, 0, SEEK_SET) == 0 && FLAC__metadata_chain_read_with_callbacks(chain, &source, calls);
    if (done)
        status = add_to_chain(chain, tags, error);
    done = done && status == RBK_OK && write_chain(chain, &source, &target) && source.code == 0 && target.code == 0;
    if (status == RBK_OK && !done)
        status = rbk_fail_system(error, RBK_FILESYSTEM, source.code ? source.code : target.code,
                                 "its tags cannot be written");
    FLAC__metadata_chain_delete(chain);
    return status;
}

const char *rbk_flac_version(void)
{
    return FLAC__VERSION_STRING;
}
