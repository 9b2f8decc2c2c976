/*
 * The file system of a data track: ISO 9660, whose addresses count from sector 0 of the disc and not from the track, so
 * that a volume is right at one address only. Which one it is follows from the root directory: its first record is its
 * own address.
 */
#include "image/volume.h"

#include "base/fail.h"

#include <redbook/layout.h>
#include <redbook/sector.h>

#include <string.h>
#include <strings.h>

#define DESCRIPTORS_MAX       64
#define TYPE_PRIMARY          1
#define TYPE_TERMINATOR       255
#define SPACE_SIZE            80  /* ECMA-119, 8.4.8 */
#define BLOCK_BYTES           128 /* ECMA-119, 8.4.12 */
#define ROOT_RECORD           156
#define XA_MARK               1024
#define RECORD_BYTES_MIN      34
#define FLAG_DIRECTORY        2
#define DIRECTORY_SECTORS_MAX 512
#define USER_DATA_BYTES       2048

typedef struct volume_reader {
    rbk_image *image;
    const rbk_disc *disc; /* with the tracks before; not read if there are none */
    const rbk_layout *layout;
    size_t earlier_count;
    int32_t start_lba;
    int32_t end_lba;
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_error *error;
} volume_reader;

typedef struct directory_entry {
    uint32_t lba;
    uint32_t bytes;
    bool directory;
} directory_entry;

/* The 2,048 bytes of user data in a raw sector, wherever its mode has them; NULL: it has none. */
static const uint8_t *user_data(const uint8_t raw[RBK_SECTOR_BYTES])
{
    rbk_sector_kind kind = rbk_sector_kind_of(raw);
    bool whole = kind == RBK_SECTOR_MODE1 || kind == RBK_SECTOR_MODE2_FORM1;
    return whole ? raw + rbk_sector_user_offset(kind) : NULL;
}

static uint32_t get32(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint32_t get32_big(const uint8_t *at)
{
    return at[3] | (uint32_t)at[2] << 8 | (uint32_t)at[1] << 16 | (uint32_t)at[0] << 24;
}

/* *user is NULL for a sector outside the track, or without user data of 2,048 bytes. */
static rbk_status read_user(volume_reader *r, int64_t sector, const uint8_t **user)
{
    *user = NULL;
    if (sector < 0 || sector >= (int64_t)r->end_lba - r->start_lba)
        return RBK_OK;
    rbk_status status = rbk_image_read_sectors(r->image, (int32_t)(r->start_lba + sector), 1, r->raw, r->error);
    if (status == RBK_OK)
        *user = user_data(r->raw);
    return status;
}

/* ------------------------------------------------------------------ descriptors */

static bool is_descriptor(const uint8_t *user)
{
    return memcmp(user + 1, "CD001", 5) == 0;
}

static rbk_status read_descriptors(volume_reader *r, rbk_volume *volume, directory_entry *root)
{
    for (uint32_t i = 0; i < DESCRIPTORS_MAX; i++) {
        const uint8_t *user;
        rbk_status status = read_user(r, RBK_VOLUME_DESCRIPTOR + (int64_t)i, &user);
        if (status != RBK_OK || !user || !is_descriptor(user))
            return status;
        volume->descriptors = RBK_VOLUME_DESCRIPTOR + i + 1;
        if (user[0] == TYPE_TERMINATOR)
            return RBK_OK;
        if (user[0] != TYPE_PRIMARY || volume->found)
            continue;
        volume->found = true;
        volume->xa = memcmp(user + XA_MARK, "CD-XA001", 8) == 0;
        root->lba = get32(user + ROOT_RECORD + 2);
        root->bytes = get32(user + ROOT_RECORD + 10);
        root->directory = true;
    }
    return RBK_OK;
}

/* The sector starts with a directory's record of itself, at the given address. */
static bool is_own_record(const uint8_t *user, uint32_t lba)
{
    return user[0] >= RECORD_BYTES_MIN && get32(user + 2) == lba && get32_big(user + 6) == lba &&
           (user[25] & FLAG_DIRECTORY) && user[32] == 1 && user[33] == 0;
}

/* Of a track before, after its pregap: only there can a directory be that is not in the track. */
static bool is_of_earlier_data(const volume_reader *r, int64_t lba)
{
    for (size_t t = 0; t < r->earlier_count; t++)
        if (!rbk_track_mode_is_audio(r->disc->tracks[t].mode) && lba >= r->layout->tracks[t].index01_lba &&
            lba < r->layout->tracks[t].end_lba)
            return true;
    return false;
}

/*
 * A later session may have the descriptors of an earlier one again, or all of its directories, and the files there. So the
 * root directory is that of the earlier session unless the track has another one in its place.
 */
static rbk_status find_earlier_root(volume_reader *r, const directory_entry *root, rbk_volume *volume)
{
    uint8_t earlier[USER_DATA_BYTES];
    if (!is_of_earlier_data(r, root->lba))
        return RBK_OK;
    rbk_status status = rbk_image_read_sectors(r->image, (int32_t)root->lba, 1, r->raw, r->error);
    const uint8_t *user = status == RBK_OK ? user_data(r->raw) : NULL;
    if (!user || !is_own_record(user, root->lba))
        return status;
    memcpy(earlier, user, sizeof earlier);
    status = read_user(r, root->lba, &user);
    if (status == RBK_OK && !(user && is_own_record(user, root->lba) && memcmp(user, earlier, sizeof earlier) != 0))
        volume->made_for_lba = r->start_lba;
    return status;
}

/*
 * No disc has an address past its program area. Of a root directory there the volume is for no address: what is made for it
 * would be as much larger than the track.
 */
static bool is_of_a_disc(const directory_entry *root)
{
    return root->lba < RBK_PROGRAM_SECTORS_MAX;
}

/*
 * The root directory is searched where it has to be, then where it would be in a file of its own, then in all sectors that
 * would have its address on a disc that starts with sector 0.
 */
static rbk_status find_root(volume_reader *r, const directory_entry *root, rbk_volume *volume)
{
    const int64_t expected[] = {(int64_t)root->lba - r->start_lba, root->lba};
    int64_t count = (int64_t)r->end_lba - r->start_lba;
    if (count > root->lba)
        count = root->lba;
    for (int64_t i = 0; i < count + 2; i++) {
        int64_t sector = i < 2 ? expected[i] : i - 2;
        const uint8_t *user;
        rbk_status status = read_user(r, sector, &user);
        if (status != RBK_OK)
            return status;
        if (user && is_own_record(user, root->lba)) {
            volume->made_for_lba = (int32_t)(root->lba - sector);
            return RBK_OK;
        }
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ directories */

/* "INFO.CDP" is the start of "INFO.CDP;1"; letters in either case. */
static bool begins_with(const uint8_t *record, const char *name)
{
    size_t length = strlen(name);
    return record[32] >= length && strncasecmp((const char *)record + 33, name, length) == 0;
}

/* The first entry of a directory whose name begins so. entry->lba 0: there is none. */
static rbk_status find_entry(volume_reader *r, const rbk_volume *volume, const directory_entry *directory,
                             const char *name, directory_entry *entry)
{
    uint32_t sectors = directory->bytes / USER_DATA_BYTES;
    memset(entry, 0, sizeof *entry);
    for (uint32_t s = 0; s < sectors && s < DIRECTORY_SECTORS_MAX; s++) {
        const uint8_t *user;
        rbk_status status = read_user(r, (int64_t)directory->lba - volume->made_for_lba + s, &user);
        if (status != RBK_OK || !user)
            return status;
        for (uint32_t at = 0; at + RECORD_BYTES_MIN <= USER_DATA_BYTES && user[at] >= RECORD_BYTES_MIN;
             at += user[at]) {
            const uint8_t *record = user + at;
            if (at + record[0] > USER_DATA_BYTES || 33u + record[32] > record[0])
                break;
            if (!begins_with(record, name))
                continue;
            *entry = (directory_entry){get32(record + 2), get32(record + 10), (record[25] & FLAG_DIRECTORY) != 0};
            return RBK_OK;
        }
    }
    return RBK_OK;
}

static rbk_status find_information(volume_reader *r, const directory_entry *root, rbk_volume *volume)
{
    directory_entry folder, info, sub_info;
    const uint8_t *user;
    rbk_status status = find_entry(r, volume, root, "CDPLUS", &folder);
    if (status != RBK_OK || !folder.directory)
        return status;
    status = find_entry(r, volume, &folder, "INFO.CDP", &info);
    if (status == RBK_OK)
        status = find_entry(r, volume, &folder, "SUB_INFO.", &sub_info);
    if (status != RBK_OK)
        return status;
    volume->info_lba = info.lba;
    volume->sub_info = sub_info.lba != 0;
    status = info.lba ? read_user(r, (int64_t)info.lba - volume->made_for_lba, &user) : RBK_OK;
    volume->info_is_cd = status == RBK_OK && info.lba && user && memcmp(user, "CD", 2) == 0;
    return status;
}

static rbk_status read_volume(volume_reader *r, rbk_volume *volume)
{
    directory_entry root = {0, 0, false};
    *volume = (rbk_volume){.made_for_lba = RBK_NO_LBA};
    rbk_status status = read_descriptors(r, volume, &root);
    if (status == RBK_OK && volume->found)
        status = find_earlier_root(r, &root, volume);
    if (status == RBK_OK && volume->found && volume->made_for_lba == RBK_NO_LBA && is_of_a_disc(&root))
        status = find_root(r, &root, volume);
    if (status == RBK_OK && volume->made_for_lba != RBK_NO_LBA)
        status = find_information(r, &root, volume);
    return status;
}

rbk_status rbk_volume_read(rbk_image *image, int32_t start_lba, int32_t end_lba, rbk_volume *volume, rbk_error *error)
{
    volume_reader r = {.image = image, .start_lba = start_lba, .end_lba = end_lba, .error = error};
    if (!image || !volume)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return read_volume(&r, volume);
}

rbk_status rbk_volume_read_track(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, size_t track,
                                 rbk_volume *volume, rbk_error *error)
{
    volume_reader r = {.image = image,
                       .disc = disc,
                       .layout = layout,
                       .earlier_count = track,
                       .start_lba = layout->tracks[track].index01_lba,
                       .end_lba = layout->tracks[track].end_lba,
                       .error = error};
    return read_volume(&r, volume);
}

/* ------------------------------------------------------------------ its size */

/* A number in both byte orders (ECMA-119, 7.3.3); 0 where they differ. */
static uint32_t get32_both(const uint8_t *at)
{
    return get32(at) == get32_big(at + 4) ? get32(at) : 0;
}

uint32_t rbk_volume_size(const uint8_t raw[RBK_SECTOR_BYTES], uint32_t *root_lba)
{
    static const uint8_t block_bytes[4] = {0, USER_DATA_BYTES >> 8, USER_DATA_BYTES >> 8, 0}; /* 16 bits, in both */
    const uint8_t *user = user_data(raw);
    *root_lba = user ? get32_both(user + ROOT_RECORD + 2) : 0;
    if (*root_lba == 0 || !is_descriptor(user) || user[0] != TYPE_PRIMARY ||
        memcmp(user + BLOCK_BYTES, block_bytes, sizeof block_bytes) != 0)
        return 0;
    return get32_both(user + SPACE_SIZE);
}

bool rbk_volume_is_directory(const uint8_t raw[RBK_SECTOR_BYTES], uint32_t lba)
{
    const uint8_t *user = user_data(raw);
    return user && is_own_record(user, lba);
}
