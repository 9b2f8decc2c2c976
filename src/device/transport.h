/*
 * device/transport.h - the door to a recorder: a command goes in, a reply comes out, and time passes
 *
 * The recorder's sequence knows drives through this only, so that the same commands reach a laser (transport_cdio)
 * and the virtual recorder. A transport is used by one thread at a time. Time, too, belongs to it: the virtual recorder
 * has its own clock, and a burn of 80 minutes passes in seconds.
 */
#ifndef RBK_DEVICE_TRANSPORT_H
#define RBK_DEVICE_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RBK_CDB_BYTES   12
#define RBK_SENSE_BYTES 18

/* Bytes of one command's data: under 64 KiB, which every bridge and bus carries. */
#define RBK_TRANSFER_BYTES_MAX 64512

typedef enum rbk_direction {
    RBK_NO_DATA,
    RBK_DATA_IN, /* from the drive */
    RBK_DATA_OUT /* to the drive */
} rbk_direction;

typedef struct rbk_command {
    uint8_t cdb[RBK_CDB_BYTES];
    uint8_t cdb_bytes; /* 6, 10 or 12; what follows is zero */
    rbk_direction direction;
    uint8_t *data;       /* NULL without data; not changed when it goes out */
    size_t data_bytes;   /* 0 without data; at most RBK_TRANSFER_BYTES_MAX */
    uint32_t timeout_ms; /* 0: the system's own */
} rbk_command;

typedef enum rbk_outcome {
    RBK_OUTCOME_GOOD,     /* the drive says that it is done; a system that loses failures on the way says so too */
    RBK_OUTCOME_CHECK,    /* CHECK CONDITION: sense says why */
    RBK_OUTCOME_BUSY,     /* the drive takes no command now */
    RBK_OUTCOME_FILTERED, /* the system lets this process not send this command (EPERM); the drive has not seen it */
    RBK_OUTCOME_BROKEN    /* the command may or may not have reached the drive: cable, bus, time-out */
} rbk_outcome;

typedef struct rbk_reply {
    rbk_outcome outcome;
    uint8_t sense[RBK_SENSE_BYTES]; /* fixed format; zeros where there is none. A good reply may have one, too */
    size_t data_bytes; /* of data that were moved; of a transport that cannot tell, all that were asked for */
    int system_error;  /* errno where the outcome is BROKEN or FILTERED, or 0 */
} rbk_reply;

typedef struct rbk_transport rbk_transport;

/* What a door is made of. All are called; close frees the transport. */
typedef struct rbk_transport_backend {
    const char *name; /* "libcdio", "virtual" */
    void (*run)(rbk_transport *transport, const rbk_command *command, rbk_reply *reply);
    int64_t (*now_ms)(rbk_transport *transport); /* monotonic */
    void (*sleep_ms)(rbk_transport *transport, uint32_t ms);
    void (*close)(rbk_transport *transport);
} rbk_transport_backend;

/* The first member of each door's own structure. */
struct rbk_transport {
    const rbk_transport_backend *backend;
};

/* What is in every byte of data that are to come in. */
#define RBK_POISON 0xA5

/*
 * Runs a command. Data that comes in is poisoned before (RBK_POISON in every byte), so that a reply the drive never
 * gave cannot pass for one; the reply is made empty before.
 */
void rbk_transport_run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply);
int64_t rbk_transport_now_ms(rbk_transport *transport);
void rbk_transport_sleep_ms(rbk_transport *transport, uint32_t ms);
void rbk_transport_close(rbk_transport *transport); /* NULL is fine */

#endif
