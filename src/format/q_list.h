/*
 * format/q_list.h - lists of sectors with modified Q, as copy protections have it: .sbi and .lsd
 *
 * A record is an absolute time in BCD and the Q of that sector: in an SBI 10 bytes without their CRC, which is wrong on
 * such discs, in an LSD all 12.
 */
#ifndef RBK_FORMAT_Q_LIST_H
#define RBK_FORMAT_Q_LIST_H

#include <redbook/disc.h>
#include <redbook/stream.h>

typedef enum rbk_q_list_kind { RBK_Q_LIST_LSD, RBK_Q_LIST_SBI, RBK_Q_LIST_KINDS } rbk_q_list_kind;

/* "lsd", "sbi": the extension. Static. */
const char *rbk_q_list_name(rbk_q_list_kind kind);

/* By the extension of path; RBK_Q_LIST_KINDS: it has neither. */
rbk_q_list_kind rbk_q_list_kind_of(const char *path);

/*
 * How many records of a disc's list would be read with another Q from a file of this kind: for an SBI those with any CRC but the
 * one that is read from it.
 */
size_t rbk_q_list_count_changed(rbk_q_list_kind kind, const rbk_disc *disc);

/* The longest file that is read: a record for each sector of a disc. */
#define RBK_Q_LIST_BYTES_MAX ((size_t)8 << 20)

/*
 * Adds the records of a file to a disc, as rbk_disc_set_listed_q does. The Q of an SBI gets a CRC that is not valid:
 * the right one with all bits inverted. RBK_SYNTAX, RBK_UNSUPPORTED (records of type 2 or 3, which have a time alone) with the
 * byte; RBK_NO_MEMORY.
 */
rbk_status rbk_q_list_read(rbk_q_list_kind kind, const uint8_t *bytes, size_t size, rbk_disc *disc, rbk_error *error);

/* The lists of two discs have the same records, whatever their CRC, which an SBI does not have. */
bool rbk_q_list_same(const rbk_disc *one, const rbk_disc *other);

/* The records of a valid file of this size. */
size_t rbk_q_list_count(rbk_q_list_kind kind, size_t size);

/* The file of a disc's list; without any it is empty but for its head. RBK_NO_MEMORY. */
rbk_status rbk_q_list_write(rbk_q_list_kind kind, const rbk_disc *disc, rbk_bytes *bytes, rbk_error *error);

#endif
