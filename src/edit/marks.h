/*
 * edit/marks.h - the index marks of a disc as addresses, apart from the files their sectors are in
 */
#ifndef RBK_EDIT_MARKS_H
#define RBK_EDIT_MARKS_H

#include <redbook/edit.h>

/* The indexes of one track: an lba, or RBK_NO_LBA where the track has no such index. */
typedef struct rbk_marks {
    int32_t lba[RBK_INDEX_MAX + 1];
} rbk_marks;

/* The first sector of the track: index 00 or, without one, index 01. */
int32_t rbk_marks_start(const rbk_marks *marks);

/* In samples; the rest of its file, if it goes to the end of that. */
int64_t rbk_edit_extent_length(const rbk_disc *disc, const rbk_extent *extent);

/* The placement of what of an extent is from a sample on; none is stated of one whose is derived. */
rbk_placement rbk_edit_placement_from(const rbk_extent *extent, int64_t samples);

/* The marks of a layout, one for each track. Freed by the caller; NULL without memory. */
rbk_marks *rbk_marks_of_layout(const rbk_layout *layout);

typedef struct rbk_marking {
    rbk_disc *disc;
    const rbk_layout *layout; /* before the edits */
    rbk_marks *marks;         /* wanted, one for each track */
    rbk_findings *findings;
    size_t refused; /* findings of severity error that were added */
} rbk_marking;

/* Reports each mark that cannot be as wanted; *refused counts them. RBK_NO_MEMORY only. */
rbk_status rbk_marks_check(rbk_marking *marking);

/* A refusal; track is a position. RBK_NO_MEMORY only. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
rbk_status
rbk_marks_refuse(rbk_marking *marking, uint32_t track, const char *format, ...);

/*
 * Gives the tracks of the disc the sectors and indexes that valid marks say. RBK_UNSUPPORTED: a boundary is inside an
 * extent whose sectors have a stated placement; RBK_NO_MEMORY.
 */
rbk_status rbk_marks_apply(const rbk_marking *marking, rbk_error *error);

#endif
