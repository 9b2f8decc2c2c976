/*
 * stage/reserved.h - which reserved samples of a stage have not been filled
 */
#ifndef RBK_STAGE_RESERVED_H
#define RBK_STAGE_RESERVED_H

#include <redbook/error.h>

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rbk_sample_range {
    int64_t first_sample, end_sample;
} rbk_sample_range;

/* Ranges ascending, apart from each other. */
typedef struct rbk_reserved {
    pthread_mutex_t lock; /* any thread may fill */
    rbk_sample_range *ranges;
    size_t count, room;
} rbk_reserved;

void rbk_reserved_init(rbk_reserved *reserved);
void rbk_reserved_release(rbk_reserved *reserved);
void rbk_reserved_clear(rbk_reserved *reserved);

/* After all that were reserved before. RBK_NO_MEMORY. */
rbk_status rbk_reserved_add(rbk_reserved *reserved, int64_t first_sample, int64_t count, rbk_error *error);

/* RBK_INVALID_ARGUMENT: some of them are not reserved, or are filled. */
rbk_status rbk_reserved_check(rbk_reserved *reserved, int64_t first_sample, int64_t count, rbk_error *error);

/* They are filled. As rbk_reserved_check; RBK_NO_MEMORY. */
rbk_status rbk_reserved_take(rbk_reserved *reserved, int64_t first_sample, int64_t count, rbk_error *error);

/* The number of samples that are not filled. */
int64_t rbk_reserved_left(rbk_reserved *reserved);

#endif
