/*
 * convert/origin.h - what a disc came from, kept in a container and written again out of it
 */
#ifndef RBK_CONVERT_ORIGIN_H
#define RBK_CONVERT_ORIGIN_H

#include "convert/plan.h"
#include "disc/origin.h"

/*
 * The origin that a container of the disc keeps: that of the container it was read from; else that of the descriptor and the
 * files at planning->source, where every byte of these is on the disc or few enough to be kept as they are; else NULL. Why it
 * is none is a note, "origin.made". RBK_NO_MEMORY, RBK_FILESYSTEM, RBK_CHANGED. Freed with rbk_origin_free.
 */
rbk_status rbk_plan_kept_origin(const rbk_planning *planning, rbk_origin **origin, rbk_error *error);

/* Instead of it: the descriptor that the plan made, with the files that it names. RBK_NO_MEMORY. */
rbk_status rbk_plan_made_origin(const rbk_planning *planning, rbk_origin **origin, rbk_error *error);

/* Whether any of its files has a subchannel. */
bool rbk_origin_has_subchannel(const rbk_origin *origin);

/* The position of the track that has a sector. */
size_t rbk_origin_track_at(const rbk_layout *layout, int64_t lba);

/*
 * *same: what the container does not store of the subchannel in the files of an origin is as it will be made again
 * (rbk_sink_cuts_make_subchannel) from again, the disc of the origin's descriptor, and its layout. Errors of
 * rbk_subchannel_open and rbk_subchannel_read.
 */
rbk_status rbk_origin_compare_subchannel(const rbk_planning *planning, const rbk_origin *origin, const rbk_disc *again,
                                         const rbk_layout *layout, bool *same, rbk_error *error);

/* How the parts of a mode are in a raw sector: from which byte on, where the mode keeps less than the whole. */
uint32_t rbk_mode_part_offset(rbk_track_mode mode);

/* What a container keeps of its origin. Zeros: none. */
typedef struct rbk_kept_origin {
    rbk_origin *origin; /* NULL: none, or none that can be decoded */
    rbk_disc *disc;     /* of its descriptor; NULL: that cannot be read */
    rbk_layout *layout; /* of this disc */
} rbk_kept_origin;

/* Decodes and reads that of a disc. RBK_NO_MEMORY. */
rbk_status rbk_kept_origin_open(const rbk_disc *disc, rbk_kept_origin *kept, rbk_error *error);
void rbk_kept_origin_release(rbk_kept_origin *kept);

/* The disc that a descriptor describes by itself, as whoever gives no options reads it. Errors of rbk_origin_read. */
rbk_status rbk_origin_read_again(const rbk_origin *origin, rbk_disc **disc, rbk_layout **layout, rbk_error *error);

/* Whether the disc has the MCN, ISRCs, texts and remarks of the descriptor, if that has the same tracks: others are not its own. */
bool rbk_origin_is_of(const rbk_kept_origin *kept, const rbk_disc *disc, const rbk_layout *layout);

/*
 * Whether descriptor and files can be written again at path from disc, which keeps them: of the format that path ends in, and
 * the same tracks with the same texts and codes.
 */
bool rbk_origin_can_be_restored(const rbk_kept_origin *kept, const rbk_disc *disc, const rbk_layout *layout,
                                const char *path);

/*
 * The files that the disc of a container at source was made from could be written again, if path had the extension of
 * their descriptor, or the disc the texts and codes of that: a finding ("origin.not-restored", note). RBK_NO_MEMORY.
 */
rbk_status rbk_origin_report_other(const rbk_kept_origin *kept, const rbk_disc *disc, const rbk_layout *layout,
                                   const char *path, const char *source, rbk_findings *findings, rbk_error *error);

/*
 * Makes the plan that writes them into planning->made, which owns origin and disc from then on. RBK_REFUSED: a file has the
 * name of the descriptor's path. RBK_NO_MEMORY.
 */
rbk_status rbk_plan_restore(const rbk_planning *planning, const char *path, rbk_kept_origin *kept, rbk_error *error);

/*
 * Whether the subchannel of a container was made for a list of Q: its files had none. Then what is in it that does not
 * follow from the disc is that list.
 */
bool rbk_origin_had_list(const rbk_kept_origin *kept);

#endif
