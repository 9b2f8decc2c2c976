/*
 * imapi/recorder.h - the object of IDiscRecorder, and the functions of each kind
 *
 * A kind is a table of functions: the image file (recorder_image.c), and drives (drives.c), which are in the burn
 * library so that programs without it need no libcdio. Arguments and states are checked once, in recorder.c.
 */
#ifndef RBK_IMAPI_RECORDER_H
#define RBK_IMAPI_RECORDER_H

#include "imapi/events.h"

#include <redbook/stage.h>

/* Properties of a recorder. Texts in its own storage. */
typedef struct rbk_imapi_description {
    char vendor[64];
    char product[64];
    char revision[64];
    bool rewritable;    /* RECORDER_CDRW */
    bool has_speeds;    /* WriteSpeed and MaxWriteSpeed are among its properties */
    uint32_t speed_max; /* times playing speed; 0: not reported */
} rbk_imapi_description;

typedef struct rbk_imapi_medium {
    bool present;
    bool blank;
    bool rewritable;
    bool writable;
    bool unusable; /* not a recorder for this library */
    uint32_t sessions;
    uint32_t last_track;
    uint32_t start_lba;
    uint32_t next_lba;
    uint32_t free_blocks;
} rbk_imapi_medium;

/* One RecordDisc. */
typedef struct rbk_imapi_recording {
    rbk_stage *stage; /* every track is closed */
    bool simulate;
    bool eject;
    uint32_t speed; /* times playing speed, 0: the best */
    rbk_imapi_events *events;
    bool spent; /* set: the stage was committed */
} rbk_imapi_recording;

/* self is the text the recorder is named by: the path of the image, or the device. */
typedef struct rbk_imapi_kind {
    /* opened is NULL while it is not held open. */
    rbk_status (*describe)(const char *self, bool replace, void *opened, rbk_imapi_description *description,
                           rbk_error *error);
    /* Exclusively; *opened is NULL for a kind that has nothing to hold. */
    rbk_status (*open)(const char *self, void **opened, rbk_error *error);
    void (*close)(void *opened);
    rbk_status (*medium)(const char *self, bool replace, void *opened, rbk_imapi_medium *medium, rbk_error *error);
    rbk_status (*eject)(void *opened, rbk_error *error);
    rbk_status (*erase)(const char *self, bool replace, void *opened, bool full, rbk_imapi_events *events,
                        rbk_error *error);
    rbk_status (*record)(const char *self, rbk_imapi_recording *recording, rbk_error *error);
} rbk_imapi_kind;

extern const rbk_imapi_kind rbk_imapi_image_kind;

/* Drives as the burn library offers them. */
struct rbk_imapi_drives {
    const rbk_imapi_kind *kind;
    /* The devices there are; names and count are released with release_names. */
    rbk_status (*find)(char ***names, size_t *count, rbk_error *error);
    void (*release_names)(char **names, size_t count);
};

typedef struct rbk_imapi_recorder rbk_imapi_recorder;

/* What a master says of all its recorders. */
typedef struct rbk_imapi_terms {
    bool replace;
    uint32_t gap_sectors;
    rbk_imapi_listeners *listeners; /* kept */
} rbk_imapi_terms;

/* A recorder with one reference; NULL without memory. self is copied. */
rbk_imapi_recorder *rbk_imapi_recorder_new(const rbk_imapi_kind *kind, const char *self, const rbk_imapi_terms *terms);
IDiscRecorder *rbk_imapi_recorder_interface(rbk_imapi_recorder *recorder);

/* The recorder of an interface, or NULL for another implementation. Lent. */
rbk_imapi_recorder *rbk_imapi_recorder_of(IDiscRecorder *recorder);

/* RecordDisc on it. RBK_DEVICE_STILL_IN_USE: the client holds it open. */
rbk_status rbk_imapi_recorder_record(rbk_imapi_recorder *recorder, rbk_imapi_recording *recording, rbk_error *error);

/* A copy of its properties as a set, with one reference; NULL without memory. */
typedef struct rbk_imapi_properties {
    bool has_speeds;
    LONG gap_blocks;
    LONG speed;     /* KB/s as multiples of 1x, 0: the best */
    LONG speed_max; /* the same, 0: it does not report it */
} rbk_imapi_properties;
IPropertyStorage *rbk_imapi_properties_new(const rbk_imapi_properties *values);

/* KB/s that the interface counts 1x as: 176,400 bytes. */
#define RBK_IMAPI_SPEED_KB 176

#endif
