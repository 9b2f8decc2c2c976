/*
 * format/ddp.h - the DDP fileset inside this room: its packets, what they say, and how that becomes a disc
 *
 * A fileset is a folder: DDPID says whose it is, DDPMS maps the streams to files, the PQ descriptor has a packet for
 * each index, and the streams themselves are the sectors of the program and the packs of CD-TEXT. All tables are ASCII
 * in packets of a fixed size, without line ends; a field without a value is blank. Times count sectors from the first
 * one of the pregap of 2 s before lba 0, so that lba is time - 150.
 *
 * The descriptor of a fileset is its DDPID. The specification of DCA is not public: this follows what several writers
 * write and several readers read.
 */
#ifndef RBK_FORMAT_DDP_H
#define RBK_FORMAT_DDP_H

#include "base/fail.h"
#include "format/row.h"

#include <redbook/layout.h>

#define RBK_DDP_ID_NAME       "DDPID"
#define RBK_DDP_MAP_NAME      "DDPMS"
#define RBK_DDP_PQ_NAME       "PQDESCR"
#define RBK_DDP_CDTEXT_NAME   "CDTEXT.BIN"
#define RBK_DDP_MD5_NAME      "CHECKSUM.MD5"
#define RBK_DDP_CRC_NAME      "CHECKSUM.TXT"
#define RBK_DDP_PACKET_BYTES  128
#define RBK_DDP_OLD_BYTES     91 /* of a packet of the map as DDP 1.01 may have it */
#define RBK_DDP_PQ_BYTES      64
#define RBK_DDP_NAME_BYTES    18 /* 17 characters and the terminator */
#define RBK_DDP_STREAMS_MAX   200
#define RBK_DDP_PQ_MAX        20000
#define RBK_DDP_LEAD_OUT      0xAA
#define RBK_DDP_MASTER_REMARK "MASTERID" /* the remark of a disc that has its master id, a blank before it */

extern const rbk_format_row rbk_ddp_format;

/* ------------------------------------------------------------------ reading */

typedef struct rbk_ddp_stream {
    char file[RBK_DDP_NAME_BYTES]; /* as the map has it */
    size_t packet;                 /* of the map, from 1 */
    int64_t length_sectors;        /* DSL; RBK_TO_END where it is blank */
    int64_t start;                 /* the time of its first sector */
    bool start_stated;             /* DSS, and not 0 */
    rbk_track_mode mode;
    int64_t bytes;     /* of the file; RBK_TO_END where it is not there, which is reported by whoever measures it */
    uint32_t position; /* in the files of the disc */
} rbk_ddp_stream;

typedef struct rbk_ddp_pq {
    size_t packet;  /* from 1 */
    uint32_t track; /* 0: a lead-in; RBK_DDP_LEAD_OUT */
    uint32_t index;
    int32_t time;
    bool control; /* it is stated; false: flags and data are zero */
    uint32_t flags;
    bool data;
    char isrc[RBK_ISRC_BYTES]; /* as it stands, "" where there is none */
} rbk_ddp_pq;

/* What was read. */
typedef struct rbk_ddp {
    const char *name; /* path of the DDPID, for messages */
    const rbk_format_siblings *siblings;
    const rbk_format_options *options;
    rbk_findings *findings;
    rbk_error *error;
    rbk_disc *disc;
    bool old;                   /* level 1 */
    char mcn[RBK_MCN_BYTES];    /* of the DDPID */
    char pq_mcn[RBK_MCN_BYTES]; /* of the first packet of PQ that has one */
    size_t pq_mcn_packet;       /* which one, from 1 */
    bool pq_mcn_differs;        /* a later one has another, which was reported */
    bool pq_mcn_none;           /* one has zeros or what is not valid, which was reported */
    char pq_file[RBK_DDP_NAME_BYTES];
    int64_t pq_length;                    /* in bytes; RBK_TO_END where the map does not say it */
    char cdtext_file[RBK_DDP_NAME_BYTES]; /* "" where there is none */
    int64_t cdtext_length;
    rbk_ddp_stream streams[RBK_DDP_STREAMS_MAX]; /* of the program */
    size_t stream_count;
    rbk_ddp_pq *pq;
    size_t pq_count;
} rbk_ddp;

/* A finding about a file of the fileset, with the severity that readers give its rule. RBK_NO_MEMORY. */
rbk_status rbk_ddp_report(rbk_ddp *ddp, const char *rule, const char *file, uint32_t track, const char *format, ...)
    RBK_PRINTF(5, 6);

/* Sets the error, its place being a file of the fileset. */
rbk_status rbk_ddp_fail(const rbk_ddp *ddp, rbk_status status, const char *file, const char *format, ...)
    RBK_PRINTF(4, 5);

/* A failed read of a file of the fileset: RBK_FILESYSTEM with the system error, at that file. */
rbk_status rbk_ddp_fail_read(const rbk_ddp *ddp, const rbk_input *input, const char *file);

/* A whole file of the fileset, at most so many bytes. Results of the opening; RBK_UNSUPPORTED where it is larger. */
rbk_status rbk_ddp_read_file(rbk_ddp *ddp, const char *file, size_t limit, rbk_bytes *bytes);

/*
 * The field of a packet, without the blanks around it; control characters and bytes beyond ASCII become '?'. text has
 * room for size + 1 bytes.
 */
char *rbk_ddp_text(const uint8_t *packet, size_t offset, size_t size, char *text);

/* The bytes of the field have anything but blanks and zero bytes. */
bool rbk_ddp_has_text(const uint8_t *packet, size_t offset, size_t size);

/* A number in digits with blanks around it: RBK_TO_END where all is blank. False for anything else. */
bool rbk_ddp_number(const uint8_t *packet, size_t offset, size_t size, int64_t *number);

/* The steps, in this order: DDPID, the map, PQ, the tracks. */
rbk_status rbk_ddp_read_id(rbk_ddp *ddp, rbk_input *input);
rbk_status rbk_ddp_read_map(rbk_ddp *ddp);
rbk_status rbk_ddp_read_pq(rbk_ddp *ddp);
rbk_status rbk_ddp_resolve(rbk_ddp *ddp);

/*
 * What else is in the folder: the fileset's files are compared with the checksums that are stated of them, if the options
 * have sums; files without one and files that do not belong to the fileset are reported, if they have folder.
 */
rbk_status rbk_ddp_check_folder(rbk_ddp *ddp);

/* ------------------------------------------------------------------ writing */

/* The tables of a fileset; released with rbk_ddp_tables_release. */
typedef struct rbk_ddp_tables {
    rbk_bytes id;
    rbk_bytes map;
    rbk_bytes pq;
} rbk_ddp_tables;

/*
 * Makes the tables of a disc whose first session is in its first file, the pregap of 2 s before lba 0 included, and
 * whose second session, if there is one, is data and in its second file, as user data and from its pregap on. Its files
 * are measured, its packs are in CDTEXT.BIN. master_id (nullable) is printable ASCII. RBK_UNSUPPORTED:
 * rbk_ddp_refusal; RBK_INVALID_ARGUMENT: the master id, or files that are missing; RBK_NO_MEMORY.
 */
rbk_status rbk_ddp_tables_make(const rbk_disc *disc, const char *master_id, rbk_ddp_tables *tables, rbk_error *error);
void rbk_ddp_tables_release(rbk_ddp_tables *tables);

/* Why no DDP can have a disc: a static sentence, *track being the position of the track or SIZE_MAX. NULL: one can. */
const char *rbk_ddp_refusal(const rbk_disc *disc, const rbk_layout *layout, size_t *track);

/* RBK_INVALID_ARGUMENT for a master id that a DDPID cannot hold. */
rbk_status rbk_ddp_check_master_id(const char *master_id, rbk_error *error);

#endif
