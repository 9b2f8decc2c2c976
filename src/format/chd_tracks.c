/*
 * The tracks of a CHD from its metadata: an entry of text for each (CHT2, CHTR, CHGD, CHGT), or one table of all (CHCD).
 * What MAME has written at any time is read; a field that is not known has no effect.
 */
#include "format/chd.h"

#include <redbook/disc.h>

#include <inttypes.h>
#include <string.h>

#define NUMBER_MAX 1000000 /* more than any disc has frames */
#define WORD_BYTES 32

/* The table of CHCD: a count, then of each track six numbers, whichever byte comes first. */
#define TABLE_TRACK_BYTES 24
#define TABLE_BYTES       (4 + RBK_TRACKS_MAX * TABLE_TRACK_BYTES)
enum { TABLE_TYPE, TABLE_SUBTYPE, TABLE_DATA_BYTES, TABLE_SUBCHANNEL_BYTES, TABLE_FRAMES, TABLE_PADDING };

/* In the order of the table's numbers. */
static const struct {
    const char *name;
    rbk_track_mode mode;
} types[] = {
    {"MODE1", RBK_MODE_MODE1_2048},       {"MODE1_RAW", RBK_MODE_MODE1_2352},
    {"MODE2", RBK_MODE_MODE2_2336},       {"MODE2_FORM1", RBK_MODE_MODE2_2048},
    {"MODE2_FORM2", RBK_MODE_MODE2_2324}, {"MODE2_FORM_MIX", RBK_MODE_MODE2_2336},
    {"MODE2_RAW", RBK_MODE_MODE2_2352},   {"AUDIO", RBK_MODE_AUDIO},
};

static const struct {
    const char *name;
    rbk_subchannel_form form;
} subtypes[] = {{"RW", RBK_SUBCHANNEL_PACKS}, {"RW_RAW", RBK_SUBCHANNEL_RAW}, {"NONE", RBK_SUBCHANNEL_NONE}};

#define TYPES    (sizeof types / sizeof types[0])
#define SUBTYPES (sizeof subtypes / sizeof subtypes[0])

/* ------------------------------------------------------------------ texts */

/* The fields of an entry of text. */
typedef struct fields {
    int64_t track, frames, pad, pregap, postgap; /* -1: there is none */
    char type[WORD_BYTES];
    char subtype[WORD_BYTES];
    char pregap_type[WORD_BYTES];
} fields;

static bool is_key(const char *key, size_t size, const char *name)
{
    return strlen(name) == size && memcmp(key, name, size) == 0;
}

static bool take_number(const char *value, size_t size, int64_t *number)
{
    int64_t sum = 0;
    for (size_t i = 0; i < size; i++) {
        if (value[i] < '0' || value[i] > '9' || sum > NUMBER_MAX)
            return false;
        sum = 10 * sum + value[i] - '0';
    }
    *number = sum;
    return size > 0 && sum <= NUMBER_MAX;
}

static bool take_word(const char *value, size_t size, char word[WORD_BYTES])
{
    if (size >= WORD_BYTES)
        return false;
    memcpy(word, value, size);
    word[size] = 0;
    return size > 0;
}

/* False where the value is not one of its key. */
static bool take_field(fields *f, const char *key, size_t key_size, const char *value, size_t size)
{
    const struct {
        const char *name;
        int64_t *number;
        char *word;
    } rows[] = {{"TRACK", &f->track, NULL},    {"FRAMES", &f->frames, NULL},    {"PAD", &f->pad, NULL},
                {"PREGAP", &f->pregap, NULL},  {"POSTGAP", &f->postgap, NULL},  {"TYPE", NULL, f->type},
                {"SUBTYPE", NULL, f->subtype}, {"PGTYPE", NULL, f->pregap_type}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (is_key(key, key_size, rows[i].name))
            return rows[i].number ? take_number(value, size, rows[i].number) : take_word(value, size, rows[i].word);
    return true;
}

static rbk_status read_fields(const rbk_chd_reader *reader, const rbk_chd_metadata *entry, fields *f)
{
    const char *text = (const char *)entry->data;
    *f = (fields){.track = -1, .frames = -1, .subtype = "NONE"};
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " "), key = strcspn(at, ": ");
        if (key < size && !take_field(f, at, key, at + key + 1, size - key - 1))
            return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, 0, 0,
                               "its metadata are damaged: '%.*s' is not a valid field of a track",
                               (int)(size < 60 ? size : 60), at);
        at += size;
    }
    if (f->track >= 0 && f->frames >= 0 && f->type[0])
        return RBK_OK;
    return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, 0, 0,
                       "its metadata are damaged: expected 'TRACK:n TYPE:... FRAMES:n', found '%.100s'", text);
}

static rbk_status set_type(const rbk_chd_reader *reader, rbk_chd_track *track, unsigned number, const char *type,
                           const char *subtype)
{
    size_t t = 0, s = 0;
    while (t < TYPES && strcmp(types[t].name, type) != 0)
        t++;
    while (s < SUBTYPES && strcmp(subtypes[s].name, subtype) != 0)
        s++;
    if (t == TYPES || s == SUBTYPES)
        return rbk_fail_at(reader->error, RBK_UNSUPPORTED, reader->name, 0, 0,
                           "track %u is of the %s '%s', which no compact disc has", number,
                           t == TYPES ? "type" : "subchannel type", t == TYPES ? type : subtype);
    track->mode = types[t].mode;
    track->subchannel = subtypes[s].form;
    return RBK_OK;
}

static rbk_status check_track(const rbk_chd_reader *reader, const rbk_chd_track *track, unsigned number)
{
    int64_t least = track->pad + (track->pregap_stored ? track->pregap : 0);
    if (track->frames > least)
        return RBK_OK;
    return rbk_fail_at(reader->error, RBK_BAD_LAYOUT, reader->name, 0, 0,
                       "track %u has %" PRId64 " frame%s: expected more than the %" PRId64 " of its pregap and padding",
                       number, track->frames, RBK_PLURAL(track->frames, "", "s"), least);
}

static rbk_status add_text(rbk_chd_reader *reader, const rbk_chd_metadata *entry, uint32_t session)
{
    fields f;
    rbk_chd_tracks *tracks = &reader->tracks;
    unsigned number = (unsigned)tracks->count + 1;
    rbk_status status = read_fields(reader, entry, &f);
    if (status != RBK_OK)
        return status;
    if (tracks->count == RBK_TRACKS_MAX)
        return rbk_fail_at(reader->error, RBK_TRACKLIMIT, reader->name, 0, 0, "has more than %d tracks",
                           RBK_TRACKS_MAX);
    if (f.track != number)
        return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, 0, 0,
                           "its metadata are damaged: expected track %u, found track %" PRId64, number, f.track);
    rbk_chd_track *track = &tracks->tracks[tracks->count++];
    *track = (rbk_chd_track){.big_endian = entry->tag != RBK_CHD_GD_TRACK_OLD,
                             .session = session,
                             .frames = f.frames,
                             .pad = f.pad,
                             .pregap = f.pregap,
                             .pregap_stored = f.pregap_type[0] == 'V',
                             .postgap = f.postgap};
    status = set_type(reader, track, number, f.type, f.subtype);
    return status == RBK_OK ? check_track(reader, track, number) : status;
}

/* ------------------------------------------------------------------ the table */

static uint32_t table_number(const uint8_t *at, bool little_endian)
{
    return little_endian ? rbk_le32(at) : rbk_be32(at);
}

static rbk_status add_from_table(rbk_chd_reader *reader, const uint8_t *at, bool little_endian)
{
    rbk_chd_tracks *tracks = &reader->tracks;
    unsigned number = (unsigned)tracks->count + 1;
    uint32_t field[TABLE_PADDING + 1];
    for (size_t i = 0; i <= TABLE_PADDING; i++)
        field[i] = table_number(at + 4 * i, little_endian);
    if (field[TABLE_TYPE] >= TYPES || field[TABLE_SUBTYPE] >= SUBTYPES || field[TABLE_FRAMES] > NUMBER_MAX)
        return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, 0, 0,
                           "its metadata are damaged: track %u of its table has the type %" PRIu32
                           ", the subchannel type %" PRIu32 " and %" PRIu32 " frame%s",
                           number, field[TABLE_TYPE], field[TABLE_SUBTYPE], field[TABLE_FRAMES],
                           RBK_PLURAL(field[TABLE_FRAMES], "", "s"));
    rbk_chd_track *track = &tracks->tracks[tracks->count++];
    *track = (rbk_chd_track){.big_endian = true, .frames = field[TABLE_FRAMES]};
    track->mode = types[field[TABLE_TYPE]].mode;
    track->subchannel = subtypes[field[TABLE_SUBTYPE]].form;
    return check_track(reader, track, number);
}

static rbk_status read_table(rbk_chd_reader *reader, const rbk_chd_metadata *entry)
{
    bool little_endian = entry->size >= 4 && rbk_be32(entry->data) > RBK_TRACKS_MAX;
    uint32_t count = entry->size >= 4 ? table_number(entry->data, little_endian) : 0;
    if (count == 0 || count > RBK_TRACKS_MAX || entry->size < 4 + count * TABLE_TRACK_BYTES ||
        entry->size > TABLE_BYTES)
        return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, 0, 0,
                           "its metadata are damaged: expected a table of 1 to %d tracks, found %" PRIu32
                           " byte%s that say %" PRIu32,
                           RBK_TRACKS_MAX, entry->size, RBK_PLURAL(entry->size, "", "s"), count);
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < count && status == RBK_OK; i++)
        status = add_from_table(reader, entry->data + 4 + i * TABLE_TRACK_BYTES, little_endian);
    return status;
}

/* ------------------------------------------------------------------ all of them */

/* Sessions begin where an entry says so, among those of the tracks. */
static rbk_status read_session(const rbk_chd_reader *reader, const rbk_chd_metadata *entry, uint32_t *session)
{
    static const char key[] = "SESSION:";
    int64_t number = 0;
    const char *text = (const char *)entry->data;
    if (strncmp(text, key, sizeof key - 1) != 0 ||
        !take_number(text + sizeof key - 1, strlen(text + sizeof key - 1), &number) || number != (int64_t)*session + 1)
        return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, 0, 0,
                           "its metadata are damaged: expected 'SESSION:%u', found '%.60s'", (unsigned)*session + 1,
                           text);
    *session = (uint32_t)number;
    return RBK_OK;
}

/* The tag of the entries that list tracks: of several kinds the first of these that there is; 0 for none. */
static uint32_t tag_of_tracks(const rbk_chd *chd)
{
    static const uint32_t tags[] = {RBK_CHD_GD_TRACK, RBK_CHD_GD_TRACK_OLD, RBK_CHD_TRACK, RBK_CHD_TRACK_OLD,
                                    RBK_CHD_TRACK_TABLE};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (rbk_chd_metadata_find(chd, tags[i], 0))
            return tags[i];
    return 0;
}

/* Every track is padded; what is in the file must be enough for all. */
static rbk_status place_frames(rbk_chd_reader *reader)
{
    const rbk_chd_header *header = rbk_chd_header_of(reader->chd);
    int64_t frame = 0, have = (int64_t)(header->logical_bytes / RBK_CHD_FRAME_BYTES);
    for (size_t i = 0; i < reader->tracks.count; i++) {
        rbk_chd_track *track = &reader->tracks.tracks[i];
        track->first_frame = frame;
        frame += (track->frames + RBK_CHD_TRACK_FRAMES - 1) / RBK_CHD_TRACK_FRAMES * RBK_CHD_TRACK_FRAMES;
    }
    if (frame > have)
        return rbk_fail_at(reader->error, RBK_BAD_LAYOUT, reader->name, 0, 0,
                           "its tracks have %" PRId64 " frame%s with their padding, the file holds %" PRId64, frame,
                           RBK_PLURAL(frame, "", "s"), have);
    if (frame < have &&
        rbk_findings_add(reader->findings, RBK_WARNING, "chd.unused-frames", reader->name, 0, 0,
                         "%" PRId64 " frame%s after those of its tracks %s not used", have - frame,
                         RBK_PLURAL(have - frame, "", "s"), RBK_PLURAL(have - frame, "is", "are")) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

rbk_status rbk_chd_tracks_read(rbk_chd_reader *reader)
{
    uint32_t tag = tag_of_tracks(reader->chd), session = 0;
    rbk_status status = RBK_OK;
    if (tag == 0)
        return rbk_fail_at(reader->error, RBK_UNSUPPORTED, reader->name, 0, 0,
                           "is not a CHD of a compact disc: no entry of its metadata lists tracks");
    reader->tracks.gd_rom = tag == RBK_CHD_GD_TRACK || tag == RBK_CHD_GD_TRACK_OLD;
    for (size_t i = 0; i < rbk_chd_metadata_count(reader->chd) && status == RBK_OK; i++) {
        const rbk_chd_metadata *entry = rbk_chd_metadata_at(reader->chd, i);
        if (entry->tag == RBK_CHD_SESSION)
            status = read_session(reader, entry, &session);
        else if (entry->tag == tag && tag == RBK_CHD_TRACK_TABLE)
            status = reader->tracks.count == 0 ? read_table(reader, entry) : RBK_OK;
        else if (entry->tag == tag)
            status = add_text(reader, entry, session);
    }
    return status == RBK_OK ? place_frames(reader) : status;
}
