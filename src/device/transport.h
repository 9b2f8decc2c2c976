/*
 * device/transport.h - the transport to a recorder: a command goes in, a reply comes out, and time passes
 *
 * The recorder's sequence knows drives only through this, so that the same commands reach a real drive (transport_cdio)
 * and the virtual recorder. A transport must be used by one thread at a time. It has its own time: the virtual
 * recorder's clock is simulated, and a burn of 80 minutes takes seconds.
 */
#ifndef RBK_DEVICE_TRANSPORT_H
#define RBK_DEVICE_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RBK_CDB_BYTES   12
#define RBK_SENSE_BYTES 18

/* Bytes of one command's data: under 64 KiB, which every bridge and bus supports. */
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
    RBK_OUTCOME_GOOD,  /* the drive reports success; so does a system that loses errors on the way */
    RBK_OUTCOME_CHECK, /* CHECK CONDITION: sense says why */
    RBK_OUTCOME_BUSY,  /* the drive accepts no command now */
    RBK_OUTCOME_FILTERED, /* the system does not permit this process to send this command (EPERM); the drive has not seen it */
    RBK_OUTCOME_BROKEN /* the command may or may not have reached the drive: cable, bus, time-out */
} rbk_outcome;

typedef struct rbk_reply {
    rbk_outcome outcome;
    uint8_t sense[RBK_SENSE_BYTES]; /* fixed format; zeros where there is none. A good reply may have one, too */
    size_t data_bytes; /* of the data transferred; all that were requested if the transport does not know */
    int system_error;  /* errno where the outcome is BROKEN or FILTERED or a virtual drive has failed, or 0 */
} rbk_reply;

typedef struct rbk_transport rbk_transport;

/* The functions of a backend. All are called; close frees the transport. */
typedef struct rbk_transport_backend {
    const char *name; /* "libcdio", "virtual" */
    void (*run)(rbk_transport *transport, const rbk_command *command, rbk_reply *reply);
    int64_t (*now_ms)(rbk_transport *transport); /* monotonic */
    void (*sleep_ms)(rbk_transport *transport, uint32_t ms);
    void (*close)(rbk_transport *transport);
} rbk_transport_backend;

/* The first member of each backend's own structure. */
struct rbk_transport {
    const rbk_transport_backend *backend;
};

/* The value of every byte of data before a command reads them. */
#define RBK_POISON 0xA5

/*
 * Runs a command. The buffer of incoming data is poisoned first (RBK_POISON in every byte), so that a reply the drive
 * never sent is not mistaken for one; the reply is emptied first.
 */
void rbk_transport_run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply);
int64_t rbk_transport_now_ms(rbk_transport *transport);
void rbk_transport_sleep_ms(rbk_transport *transport, uint32_t ms);
void rbk_transport_close(rbk_transport *transport); /* NULL is fine */

#endif
