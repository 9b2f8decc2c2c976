/*
 * device/virtual_config.h - the drive's properties: drive.conf, read and written
 */
#ifndef RBK_DEVICE_VIRTUAL_CONFIG_H
#define RBK_DEVICE_VIRTUAL_CONFIG_H

#include <redbook/stream.h>

typedef enum rbk_virtual_medium {
    RBK_VIRTUAL_MEDIUM_NONE,
    RBK_VIRTUAL_MEDIUM_CD_R,
    RBK_VIRTUAL_MEDIUM_CD_RW,
    RBK_VIRTUAL_MEDIUM_CD_ROM, /* pressed: can be read, never written */
    RBK_VIRTUAL_MEDIUM_DVD_R   /* blank, not a CD */
} rbk_virtual_medium;

/* Deviations of real drives from MMC; each has a word in drive.conf. */
#define RBK_QUIRK_DATA_BLOCK_TYPE_3       (UINT64_C(1) << 0)
#define RBK_QUIRK_DATA_BLOCK_TYPE_0       (UINT64_C(1) << 1)
#define RBK_QUIRK_LEAD_IN_TIME_ATIP       (UINT64_C(1) << 2)
#define RBK_QUIRK_LEAD_IN_TIME_ZERO       (UINT64_C(1) << 3)
#define RBK_QUIRK_NO_R_W                  (UINT64_C(1) << 4)
#define RBK_QUIRK_SMALL_CUE_SHEET         (UINT64_C(1) << 5)
#define RBK_QUIRK_NO_OPC                  (UINT64_C(1) << 6)
#define RBK_QUIRK_NO_IMMED                (UINT64_C(1) << 7)
#define RBK_QUIRK_NO_GET_CONFIGURATION    (UINT64_C(1) << 8)
#define RBK_QUIRK_WRONG_NWA               (UINT64_C(1) << 9)
#define RBK_QUIRK_SLOW                    (UINT64_C(1) << 10)
#define RBK_QUIRK_NO_SAO                  (UINT64_C(1) << 11)
#define RBK_QUIRK_NO_UNDERRUN_PROTECTION  (UINT64_C(1) << 12)
#define RBK_QUIRK_NO_TEST_WRITE           (UINT64_C(1) << 13)
#define RBK_QUIRK_IGNORES_TEST_WRITE      (UINT64_C(1) << 14)
#define RBK_QUIRK_NO_ATIP                 (UINT64_C(1) << 15)
#define RBK_QUIRK_NO_BUFFER_CAPACITY      (UINT64_C(1) << 16)
#define RBK_QUIRK_NEEDS_TRACK_INFORMATION (UINT64_C(1) << 17)
#define RBK_QUIRK_NO_SET_SPEED            (UINT64_C(1) << 18)
#define RBK_QUIRK_LATE_TOC                (UINT64_C(1) << 19)
#define RBK_QUIRK_CAPACITY_AT_WRITE       (UINT64_C(1) << 20)
#define RBK_QUIRK_NO_CD_TEXT_READ         (UINT64_C(1) << 21)
#define RBK_QUIRK_FINALIZED_IS_ROM        (UINT64_C(1) << 22)
#define RBK_QUIRK_BUFFER_NONSENSE         (UINT64_C(1) << 23)
#define RBK_QUIRK_LATE_DISC_INFORMATION   (UINT64_C(1) << 24)
#define RBK_QUIRK_OPC_FAILS               (UINT64_C(1) << 25)
#define RBK_QUIRK_BURNS_TEST_WRITE        (UINT64_C(1) << 26)
#define RBK_QUIRK_EXACT_LENGTHS           (UINT64_C(1) << 27)
#define RBK_QUIRK_SHORT_DISC_INFORMATION  (UINT64_C(1) << 28)
#define RBK_QUIRK_LATE_MEDIUM             (UINT64_C(1) << 29)
#define RBK_QUIRK_STALE_TEST_WRITE        (UINT64_C(1) << 30)
#define RBK_QUIRK_NO_MULTI_SESSION        (UINT64_C(1) << 31)
#define RBK_QUIRK_NO_SAO_APPEND           (UINT64_C(1) << 32)
#define RBK_QUIRK_SESSION_ELSEWHERE       (UINT64_C(1) << 33)
#define RBK_QUIRK_NO_FULL_TOC             (UINT64_C(1) << 34)

typedef struct rbk_virtual_config {
    char vendor[9], product[17], revision[5], serial[17]; /* as in INQUIRY, trimmed at the end */
    rbk_virtual_medium medium;
    int32_t lead_in_lba;  /* ATIP: start of the lead-in */
    int32_t lead_out_lba; /* ATIP: last possible start of the lead-out */
    bool lenient;         /* profile: tolerates minor violations of hosts */
    bool instant;         /* clock: nothing takes time */
    unsigned raw_bytes;   /* raw writing with up to so many bytes of subchannel: 96, 16, 0 (not at all) */
    uint32_t speed;       /* fastest, in 176,400 bytes a second */
    uint32_t buffer_kib;
    uint64_t quirks;
} rbk_virtual_config;

/* A recorder of 52x with a blank CD-R of 80 min. */
void rbk_virtual_config_init(rbk_virtual_config *config);

/* Sets one value by name. RBK_SYNTAX; the config is then unchanged. */
rbk_status rbk_virtual_config_set(rbk_virtual_config *config, const char *name, const char *value, rbk_error *error);

/* Reads lines NAME = VALUE; # starts a comment, empty lines are ignored. RBK_SYNTAX with path and line. */
rbk_status rbk_virtual_config_read(const char *text, const char *path, rbk_virtual_config *config, rbk_error *error);

/* Writes the config with its documentation. RBK_FILESYSTEM, at the latest by the output's commit. */
rbk_status rbk_virtual_config_write(const rbk_virtual_config *config, rbk_output *output, rbk_error *error);

/*
 * Calls line for each non-empty line of text, without comment and surrounding spaces, with its number from 1. The first
 * status that is not RBK_OK ends it and is returned, with path and line in the error.
 */
typedef rbk_status rbk_virtual_line(void *context, char *line, rbk_error *error);
rbk_status rbk_virtual_each_line(const char *text, const char *path, rbk_virtual_line *line, void *context,
                                 rbk_error *error);

/* Splits "NAME = VALUE" in place, trimming both. RBK_SYNTAX without "=" or without a name. */
rbk_status rbk_virtual_split(char *line, char **name, char **value, rbk_error *error);

#endif
