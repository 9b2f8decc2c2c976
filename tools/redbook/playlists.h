/*
 * redbook/playlists.h - an .m3u for each set of discs, "Game (Disc 1)", "Game (Disc 2)", ...; which files an .m3u names
 */
#ifndef REDBOOK_PLAYLISTS_H
#define REDBOOK_PLAYLISTS_H

#include <redbook/error.h>

#include <stdbool.h>
#include <stddef.h>

/* A set of two discs or more. */
typedef struct playlist {
    char *path;    /* of the .m3u */
    size_t *discs; /* their positions among the names, in the order of the set */
    size_t count;
    bool written;
} playlist;

typedef struct playlists {
    playlist *lists;
    size_t count;
} playlists;

/*
 * Finds the sets among names: those that differ only in the number, or letter, in "(Disc N)", "(Disk N)" or "(CD N)", in any
 * case. What follows the number belongs to the name of the set if all discs of it have it. folder ends in '/' or is "".
 * RBK_NO_MEMORY. Released in any case.
 */
rbk_status playlists_find(const char *const *names, size_t count, const char *folder, playlists *found);
void playlists_release(playlists *found);

/* Writes a list with a line for each disc: paths of the files, by position as in discs, relative to folder. */
rbk_status playlist_write(playlist *list, const char *const *paths, bool replace, rbk_error *error);

/* Whether a path ends in '.m3u' or '.m3u8', in any letter case. */
bool playlist_is(const char *path);

/* The files that a playlist names, in its order; each path starts where that of the list does. */
typedef struct playlist_files {
    char **paths;
    size_t count;
} playlist_files;

/* Reads the lines that are not empty and no comments. One that cannot be read names none. RBK_NO_MEMORY. Released in any case. */
rbk_status playlist_read(const char *path, playlist_files *files);
void playlist_files_release(playlist_files *files);

#endif
