/*
 * image/payload.h - payload: the bytes of a disc's sectors, whatever file stores them
 *
 * A backend is one way of storing them: plain, as audio in a file with a header, compressed. Each presents a file as
 * one array of bytes in which every sector has its position; code that reads, probes or inspects sectors uses that and
 * knows nothing else of the file. A new backend is one file with its functions and one row in payload_backends.c.
 */
#ifndef RBK_IMAGE_PAYLOAD_H
#define RBK_IMAGE_PAYLOAD_H

#include "base/input.h"
#include "chd/verify.h"

#include <redbook/disc.h>

/* A place in an open file. */
typedef struct rbk_image_place {
    int descriptor; /* lent until the payload is closed */
    int64_t offset_bytes;
    int64_t bytes; /* the number of contiguous bytes from there on */
} rbk_image_place;

/* Private data of a backend for an open file. */
typedef struct rbk_payload_state rbk_payload_state;

typedef struct rbk_payload_backend {
    const char *name;

    /* Whether the file is stored this way. input: its bytes; NULL: it cannot be opened, and the disc's type is used. */
    bool (*probe)(const rbk_file *file, rbk_input *input);

    /*
     * input: as of probe; an open one may be moved into the state (rbk_input_move), and is closed otherwise. Keeps
     * nothing else. Errors of the file as a whole are reported here, or at the first read. A file whose identity is
     * known stays open: another file with its name later is not used.
     */
    rbk_status (*open)(const rbk_file *file, rbk_input *input, rbk_payload_state **state, rbk_error *error);
    void (*close)(rbk_payload_state *state);

    /* Bytes of payload in all. */
    rbk_status (*length)(rbk_payload_state *state, int64_t *bytes, rbk_error *error);

    /* *got is less than size only where the payload ends. Safe from several threads at once. */
    rbk_status (*read_at)(rbk_payload_state *state, int64_t offset_bytes, void *data, size_t size, size_t *got,
                          rbk_error *error);

    /* True if the bytes from there on are unchanged in an open file. NULL: they never are. As thread-safe as
     * read_at. */
    bool (*contiguous)(rbk_payload_state *state, int64_t offset_bytes, rbk_image_place *place);

    /* Holds all of it against the checksum that the file has: RBK_BAD_LAYOUT. NULL: it has none. */
    rbk_status (*verify)(rbk_payload_state *state, rbk_error *error);

    /* The CHD that the bytes are in, lent until the close. NULL: it is none. */
    const rbk_chd *(*chd)(rbk_payload_state *state);

    /* Reads from now on are served by a verifier of the CHD, which has to outlive them; NULL: by none. Only with chd. */
    void (*read_through)(rbk_payload_state *state, rbk_chd_verifier *verifier);

    /* The file itself lists what its bytes are: only a disc that was read from it can use them. */
    bool self_described;
} rbk_payload_backend;

extern const rbk_payload_backend rbk_payload_decoded;
extern const rbk_payload_backend rbk_payload_ecm;
extern const rbk_payload_backend rbk_payload_hunks;
extern const rbk_payload_backend rbk_payload_plain;

/* All backends, NULL after the last; the first one that accepts a file is used. */
extern const rbk_payload_backend *const rbk_payload_backends[];

/* ------------------------------------------------------------------ an open file */

typedef struct rbk_payload_file rbk_payload_file;

/*
 * Opens the payload of a located and probed file. Errors of the backend, with the file as their location; RBK_CHANGED:
 * it is not the file that was probed; RBK_INVALID_ARGUMENT (no location), RBK_NO_MEMORY. Close with rbk_payload_close
 * (NULL is fine).
 */
rbk_status rbk_payload_open(const rbk_file *file, rbk_payload_file **payload, rbk_error *error);

/* The same for a file that is open, so that it is not opened again. input is moved or closed. */
rbk_status rbk_payload_open_input(const rbk_file *file, rbk_input *input, rbk_payload_file **payload, rbk_error *error);
void rbk_payload_close(rbk_payload_file *payload);

/*
 * True when a file of the disc is read as sectors throughout: a data track is in it, or its bytes are not simply those
 * of its payload. Any other is a stream of audio, which is read by the conformer.
 */
bool rbk_payload_is_sectors(const rbk_disc *disc, uint32_t file);

/* The same; input: the open file, NULL where it cannot be opened. */
bool rbk_payload_is_sectors_in(const rbk_disc *disc, uint32_t file, rbk_input *input);

/* True when a file of the disc is the descriptor that it was read from: an image with its list and its sectors in one. */
bool rbk_payload_is_descriptor(const rbk_disc *disc, uint32_t file);

/* True when the bytes of the payload are those of the file. */
bool rbk_payload_is_plain(const rbk_payload_file *payload);

/* As the backend says. */
bool rbk_payload_is_self_described(const rbk_payload_file *payload);

/* As the backend does, RBK_OK where it has nothing to hold it against. */
rbk_status rbk_payload_verify(rbk_payload_file *payload, rbk_error *error);

/* As the backend does. NULL: it is no CHD, and there is nothing to read through. */
const rbk_chd *rbk_payload_chd(const rbk_payload_file *payload);
void rbk_payload_read_through(rbk_payload_file *payload, rbk_chd_verifier *verifier);

/* Results of the backend's functions, with the file as their location. */
rbk_status rbk_payload_length(rbk_payload_file *payload, int64_t *bytes, rbk_error *error);
rbk_status rbk_payload_read_some(rbk_payload_file *payload, int64_t offset_bytes, void *data, size_t size, size_t *got,
                                 rbk_error *error);
bool rbk_payload_contiguous(rbk_payload_file *payload, int64_t offset_bytes, rbk_image_place *place);

/* All of size bytes; RBK_BAD_LAYOUT if the payload ends before. */
rbk_status rbk_payload_read(rbk_payload_file *payload, int64_t offset_bytes, void *data, size_t size, rbk_error *error);

#endif
