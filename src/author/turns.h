/*
 * author/turns.h - units of work that are done by several threads and finished one after another
 */
#ifndef RBK_AUTHOR_TURNS_H
#define RBK_AUTHOR_TURNS_H

#include <redbook/error.h>

#include <pthread.h>

/*
 * Units are taken in ascending order by any number of threads; each that is taken passes its turn once, in any order. So
 * the lowest that has not passed is at work, and whoever waits gets its turn.
 */
typedef struct rbk_turns {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t now; /* all lower ones have passed */
    size_t count;
    bool *passed;
} rbk_turns;

/* RBK_NO_MEMORY. */
rbk_status rbk_turns_init(rbk_turns *turns, size_t count, rbk_error *error);
void rbk_turns_release(rbk_turns *turns);

/* Returns when all lower units have passed. */
void rbk_turns_wait(rbk_turns *turns, size_t unit);

/* The unit is finished, or will not be. No effect from count on. */
void rbk_turns_pass(rbk_turns *turns, size_t unit);

#endif
