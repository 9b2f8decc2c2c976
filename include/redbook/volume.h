/*
 * redbook/volume.h - the file system of a data track, as far as its addresses go
 *
 * The addresses in an ISO 9660 file system count from sector 0 of the disc, not from the track. So the volume of a later
 * session can be read at one place only; a copy of it in a file needs as many sectors before it.
 */
#ifndef REDBOOK_VOLUME_H
#define REDBOOK_VOLUME_H

#include <redbook/image.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the volume of a track says. */
typedef struct rbk_volume {
    bool found; /* a primary volume descriptor is where one has to be */
    int32_t
        made_for_lba; /* the track address that its directories are right for; RBK_NO_LBA: none was found, or none of a disc */
    uint32_t descriptors; /* sectors from the start of the track to the end of the volume descriptors */
    bool xa;              /* the descriptor states CD-ROM XA */
    uint32_t info_lba;    /* address in it of CDPLUS/INFO.CDP of a CD-Extra; 0: not there */
    bool info_is_cd;      /* and it starts with "CD" */
    bool sub_info;        /* CDPLUS/SUB_INFO.* */
} rbk_volume;

/*
 * Reads the volume of the sectors from start_lba to end_lba, the index 01 and the end of a data track. Its directories
 * are followed from made_for_lba; what cannot be followed is not there. RBK_INVALID_POINTER; errors of
 * rbk_image_read_sectors.
 */
rbk_status rbk_volume_read(rbk_image *image, int32_t start_lba, int32_t end_lba, rbk_volume *volume, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
