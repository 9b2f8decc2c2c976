/*
 * redbook/error.h - errors and findings
 *
 * Every fallible call returns an rbk_status and takes, last, a pointer to an rbk_error that may be NULL. RBK_OK is
 * zero. On any other status the outputs of the call are untouched and the error, if one was given, holds the status,
 * the location and one sentence. A call without a pointer that it needs is RBK_INVALID_POINTER. Sentences are lower
 * case, without a full stop, with their subject in quotes, and say what was expected and what was found. They are UTF-8 but for
 * names, which are as they are in a folder or descriptor, and long texts of a caller, which may be cut inside a character.
 *
 * What should be reported but does not stop a call is a finding: severity, stable rule id, location, text. Calls add
 * findings to a list that the caller owns. Where the list has the reasons of a refusal (rbk_source_open, rbk_convert and
 * others) it is required: NULL is RBK_INVALID_POINTER.
 *
 * The library never prints, never exits and keeps no global state. An rbk_error or an rbk_findings list must not be
 * used by two threads at once.
 */
#ifndef REDBOOK_ERROR_H
#define REDBOOK_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Values are fixed for ever; each group has its own hundred. The statuses from 100 to 199 have the names of the staging
 * contract (IMAPI, IRedbookDiscMaster and IDiscMaster) without their prefix; rbk_status_contract_code() gives their
 * 32-bit codes.
 */
typedef enum rbk_status {
    RBK_OK = 0,

    /* the caller */
    RBK_INVALID_ARGUMENT = 1, /* a value is outside the documented range */
    RBK_INVALID_POINTER = 2,  /* a NULL pointer where none is allowed */
    RBK_NO_MEMORY = 3,

    /* the staging contract */
    RBK_NOTOPENED = 100,             /* the stage is not open */
    RBK_ALREADYOPEN = 101,           /* the stage is already open */
    RBK_USERABORT = 102,             /* the listener requested cancel */
    RBK_TRACKNOTOPEN = 103,          /* no track is open */
    RBK_TRACKOPEN = 104,             /* a track is open */
    RBK_DISCFULL = 105,              /* the disc is full; what fitted was kept */
    RBK_INVALIDIMAGE = 106,          /* nothing valid is staged (also: already committed) */
    RBK_STASHINUSE = 107,            /* another stage or process uses the stash */
    RBK_NOTENOUGHDISKFORSTASH = 108, /* not enough disk space for the stash */
    RBK_TRACK_NOT_BIG_ENOUGH = 109,  /* under the 4 s a track must have */
    RBK_FILEEXISTS = 110,            /* the target exists and may not be replaced */
    RBK_FILEACCESS = 111,            /* a file cannot be opened or created */
    RBK_FILESYSTEM = 112,            /* reading, writing, flushing or renaming failed */
    RBK_TRACKLIMIT = 113,            /* a 100th track; its contract code is that of DISCFULL */
    RBK_MEDIUM_NOTPRESENT = 114,     /* no disc in the drive */
    RBK_MEDIUM_INVALIDTYPE = 115,    /* a disc that is not suitable: not blank, too short, not a CD-R or CD-RW */
    RBK_DEVICE_NOTACCESSIBLE = 116,  /* no permission for the drive, or the connection to it failed */
    RBK_DEVICE_NOTPRESENT = 117,     /* there is no such drive */
    RBK_DEVICE_INVALIDTYPE = 118,    /* not a recorder, or one without the feature */
    RBK_DEVICE_STILL_IN_USE = 119,   /* another program has the drive */
    RBK_INITIALIZE_WRITE = 120,      /* the drive refused to start; the disc was not touched */
    RBK_INITIALIZE_ENDWRITE = 121,   /* everything was written, but the disc could not be finalized */
    RBK_LOSS_OF_STREAMING = 122,     /* buffer underrun while burning */
    RBK_CANNOT_WRITE_TO_MEDIA = 123, /* writing or blanking failed after it had started */

    /* contents of files */
    RBK_SYNTAX = 200,      /* a descriptor that cannot be parsed */
    RBK_UNSUPPORTED = 201, /* well formed, but not supported by this version */
    RBK_NOT_AUDIO = 202,   /* no audio format recognised */
    RBK_BAD_AUDIO = 203,   /* an audio file that is damaged or contradicts itself */

    /* the standard */
    RBK_BAD_ISRC = 300,
    RBK_BAD_MCN = 301,
    RBK_BAD_TIME = 302,
    RBK_BAD_LAYOUT = 303,       /* tracks or indexes that are impossible on a disc */
    RBK_REFUSED = 304,          /* refused by findings of severity error */
    RBK_BETWEEN_SESSIONS = 305, /* addresses between two sessions, where the disc has no sectors */

    /* files that change */
    RBK_CHANGED = 400, /* a file was replaced or changed while it was read: the data read is inconsistent */
    RBK_PARTIAL_CHANGE =
        401 /* some or all new files have their names, and the change could neither be completed nor undone */
} rbk_status;

/* For calls whose status must not be ignored: it says whether the work was done. */
#if defined(__GNUC__)
#define RBK_MUST_CHECK __attribute__((warn_unused_result))
#else
#define RBK_MUST_CHECK
#endif

/* The name without prefix, "DISCFULL"; "UNKNOWN" for an unknown value. Static. */
const char *rbk_status_name(rbk_status status);

/* A general sentence for the status, "no track is open". Static. */
const char *rbk_status_sentence(rbk_status status);

/*
 * The HRESULT of the staging contract for the status: 0x8004021C for RBK_DISCFULL, 0 for RBK_OK. Statuses beyond the
 * contract give the nearest code: E_INVALIDARG (80070057), E_POINTER (80004003), E_OUTOFMEMORY (8007000E), else GENERIC
 * (8004020E). Source: the codes in the interface's public header.
 */
uint32_t rbk_status_contract_code(rbk_status status);

/* The form of a word for a number of things: RBK_PLURAL(n, "is", "are"), RBK_PLURAL(n, "", "s"). */
#define RBK_PLURAL(count, one, many) ((count) == 1 ? (one) : (many))

#define RBK_PATH_BYTES     1024 /* of a longer path the end is kept */
#define RBK_SENTENCE_BYTES 512
#define RBK_NO_LBA         INT32_MIN

/* A location. Parts that do not apply are "" / 0 / RBK_NO_LBA. */
typedef struct rbk_place {
    char path[RBK_PATH_BYTES]; /* file, as the user named it */
    uint32_t line;             /* from 1 */
    uint32_t column;           /* byte in the line, from 1 */
    uint32_t track;            /* 1-99 */
    int32_t lba;               /* MMC sense: 0 is the first program sector */
} rbk_place;

typedef struct rbk_error {
    rbk_status status;
    int system_error; /* errno at the moment of failure, or 0 */
    rbk_place place;
    char sentence[RBK_SENTENCE_BYTES];
} rbk_error;

/* Resets the error to RBK_OK. NULL is fine. */
void rbk_error_init(rbk_error *error);

/*
 * Writes "path:line:column: message: system error" (without the parts that are unset) into text, truncated to size - 1
 * bytes, always terminated. Returns text.
 */
char *rbk_error_format(const rbk_error *error, char *text, size_t size);

/* ------------------------------------------------------------------ findings */

typedef enum rbk_severity {
    RBK_NOTE = 0,    /* worth knowing, nothing to do */
    RBK_WARNING = 1, /* some readers or players will disagree */
    RBK_ERROR = 2    /* an obstacle: the work is refused */
} rbk_severity;

/* "note", "warning", "error". Static. */
const char *rbk_severity_name(rbk_severity severity);

typedef struct rbk_finding {
    rbk_severity severity;
    const char *rule; /* stable id, "track.too-short"; static, never NULL */
    const char *path; /* "": none; borrowed from the list */
    uint32_t line;    /* from 1; 0: none */
    uint32_t track;   /* 1-99; 0: none */
    const char *text; /* one sentence; borrowed from the list */
} rbk_finding;

typedef struct rbk_findings rbk_findings;

/* An empty list, or NULL without memory. Freed with rbk_findings_free (NULL is fine). */
rbk_findings *rbk_findings_new(void);
void rbk_findings_free(rbk_findings *findings);

/*
 * Adds a finding; copies path (NULL is "") and the printf-style text, keeps the pointer rule, which must stay valid. No
 * effect with a NULL list. The list holds at most RBK_FINDINGS_MAX. In a full list a finding replaces the last one of
 * the lowest severity below its own; if there is none, it is only counted; so is the one that was replaced.
 * RBK_NO_MEMORY is the only failure.
 */
#define RBK_FINDINGS_MAX 10000
#if defined(__GNUC__)
__attribute__((format(printf, 7, 8)))
#endif
rbk_status
rbk_findings_add(rbk_findings *findings, rbk_severity severity, const char *rule, const char *path, uint32_t line,
                 uint32_t track, const char *format, ...);

/*
 * A call that refuses by findings (RBK_REFUSED) counts those that it has added: what a list has from before, of another disc or
 * another call, refuses nothing.
 */

/* How many are held; how many there are of at least a severity, those only counted included. */
size_t rbk_findings_count(const rbk_findings *findings);
size_t rbk_findings_count_from(const rbk_findings *findings, rbk_severity at_least);

/* The finding at position (0-based, in order of adding); NULL beyond the end. Borrowed until the next change. */
const rbk_finding *rbk_findings_at(const rbk_findings *findings, size_t position);

/*
 * Adds copies of another list's findings, each with the severity that judge returns, RBK_FINDING_LEFT_OUT to omit it;
 * judge NULL: unchanged. Findings that from has only counted are counted here too, unchanged. RBK_NO_MEMORY.
 */
#define RBK_FINDING_LEFT_OUT (-1)
typedef int rbk_findings_judge(void *user, const rbk_finding *finding);
rbk_status rbk_findings_pass_on(const rbk_findings *from, rbk_findings_judge *judge, void *user,
                                rbk_findings *findings);

#ifdef __cplusplus
}
#endif
#endif
