/*
 * The targets. A row defines a target; the other files use the row and know no names.
 *
 * CUE sheets hold texts without their own command as remarks (REM GENRE, REM COMPOSER, ...), which redbook reads;
 * CDRWIN's grammar treats such lines as comments, so that its target has these texts only in the CD-TEXT file that its
 * sheets may name. A CCD has no statements for texts, but holds that CD-TEXT itself.
 */
#include "convert/target.h"
#include "base/ascii.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CDRWIN_TEXTS                                                                                                   \
    (RBK_TEXT_BIT(RBK_TEXT_TITLE) | RBK_TEXT_BIT(RBK_TEXT_PERFORMER) | RBK_TEXT_BIT(RBK_TEXT_SONGWRITER))

/* CD-TEXT has no field for a date, and genre and disc id are the disc's. */
#define TOC_TRACK_TEXTS                                                                                                \
    (CDRWIN_TEXTS | RBK_TEXT_BIT(RBK_TEXT_COMPOSER) | RBK_TEXT_BIT(RBK_TEXT_ARRANGER) | RBK_TEXT_BIT(RBK_TEXT_MESSAGE))
#define TOC_DISC_TEXTS (TOC_TRACK_TEXTS | RBK_TEXT_BIT(RBK_TEXT_DISC_ID) | RBK_TEXT_BIT(RBK_TEXT_GENRE))

static const rbk_target_traits rows[] = {
    {.target = {"portable", "cue", "CUE sheet that every reader accepts, one BIN"},
     .format = "cue",
     .arrangement = RBK_ONE_FILE,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .disc_texts = RBK_TEXT_ALL,
     .track_texts = RBK_TEXT_ALL,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .listed_q = RBK_Q_IN_FILE,
     .cdtext = RBK_CDTEXT_IN_FILE},
    {.target = {"redump", "cue", "CUE sheet, one BIN per track"},
     .format = "cue",
     .arrangement = RBK_FILE_PER_TRACK,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .graphics = true,
     .disc_texts = RBK_TEXT_ALL,
     .track_texts = RBK_TEXT_ALL,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .commands = true,
     .listed_q = RBK_Q_IN_FILE,
     .cdtext = RBK_CDTEXT_IN_FILE,
     .any_first = true,
     .cdi = true},
    {.target = {"single", "cue", "CUE sheet, one BIN"},
     .format = "cue",
     .arrangement = RBK_ONE_FILE,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .graphics = true,
     .disc_texts = RBK_TEXT_ALL,
     .track_texts = RBK_TEXT_ALL,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .commands = true,
     .listed_q = RBK_Q_IN_FILE,
     .cdtext = RBK_CDTEXT_IN_FILE,
     .any_first = true,
     .cdi = true},
    {.target =
         {"eac", "cue",
          "CUE sheet in EAC's noncompliant layout, one WAV per track, each pregap at the end of the track before"},
     .format = "cue",
     .arrangement = RBK_PREGAP_BEFORE,
     .audio = RBK_IMAGE_SINK_WAV,
     .sectors_extension = "bin",
     .disc_texts = RBK_TEXT_ALL,
     .track_texts = RBK_TEXT_ALL,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .commands = true,
     .listed_q = RBK_Q_IN_FILE,
     .cdtext = RBK_CDTEXT_IN_FILE,
     .any_first = true,
     .cdi = true},
    {.target = {"cdrwin", "cue", "CUE sheet with the commands of CDRWIN only, one BIN"},
     .format = "cue",
     .arrangement = RBK_ONE_FILE,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .disc_texts = CDRWIN_TEXTS,
     .track_texts = CDRWIN_TEXTS,
     .text_characters = 80,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .commands = true,
     .listed_q = RBK_Q_IN_FILE,
     .cdtext = RBK_CDTEXT_IN_FILE,
     .any_first = true,
     .cdi = true},
    {.target = {"wav", "cue", "CUE sheet, one WAV per track"},
     .format = "cue",
     .arrangement = RBK_FILE_PER_TRACK,
     .audio = RBK_IMAGE_SINK_WAV,
     .sectors_extension = "bin",
     .graphics_files = true,
     .disc_texts = RBK_TEXT_ALL,
     .track_texts = RBK_TEXT_ALL,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .commands = true,
     .listed_q = RBK_Q_IN_FILE,
     .cdtext = RBK_CDTEXT_IN_FILE,
     .any_first = true,
     .cdi = true},
    {.target = {"toc", "toc", "cdrdao TOC, one WAV per track"},
     .format = "toc",
     .arrangement = RBK_FILE_PER_TRACK,
     .audio = RBK_IMAGE_SINK_WAV,
     .sectors_extension = "bin",
     .graphics = true,
     .graphics_big_endian = true,
     .data_subchannel = true,
     .sessions_apart = true,
     .disc_texts = TOC_DISC_TEXTS,
     .track_texts = TOC_TRACK_TEXTS,
     .codes = true,
     .flags = true,
     .indexes = true,
     .commands = true,
     .any_first = true,
     .listed_q = RBK_Q_IN_SECTORS,
     .cdi = true,
     .cdi_as_one = true,
     .disc_type = true,
     .cdtext = RBK_CDTEXT_OWN_INSTEAD},
    {.target = {"ccd", "ccd", "CloneCD control file, one IMG and its subchannel"},
     .format = "ccd",
     .arrangement = RBK_ONE_FILE,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "img",
     .subchannel = true,
     .codes = true,
     .flags = true,
     .indexes = true,
     .bare_sessions = true,
     .any_first = true,
     .cdi = true,
     .cdi_as_one = true,
     .disc_type = true,
     .listed_q = RBK_Q_IN_SUBCHANNEL,
     .cdtext = RBK_CDTEXT_INSTEAD},
    {.target = {"gdi", "gdi", "GDI of a GD-ROM, one file per track without its pregap"},
     .format = "gdi",
     .arrangement = RBK_FILE_PER_TRACK,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .audio_extension = "raw",
     .bare_names = true,
     .drops_pregaps = true,
     .high_density = true},
    {.target = {"sbi", "sbi", "SBI, the sectors with modified Q"},
     .arrangement = RBK_Q_ALONE,
     .audio = RBK_IMAGE_SINK_SECTORS},
    {.target = {"lsd", "lsd", "LSD, the same with their CRC"},
     .arrangement = RBK_Q_ALONE,
     .audio = RBK_IMAGE_SINK_SECTORS},
    {.target = {"chd", "chd", "CHD of MAME, compressed, with the sheet in its metadata"},
     .format = "cue",
     .arrangement = RBK_ONE_FILE,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .graphics = true,
     .data_subchannel = true,
     .disc_texts = RBK_TEXT_ALL,
     .track_texts = RBK_TEXT_ALL,
     .remarks = true,
     .codes = true,
     .flags = true,
     .data_flags = true,
     .indexes = true,
     .listed_q = RBK_Q_IN_SECTORS,
     .cdtext = RBK_CDTEXT_IN_FILE,
     .any_first = true,
     .cdi = true,
     .container = true},
    {.target = {"iso", "iso", "ISO, the user data of a single data track"},
     .arrangement = RBK_DATA_ALONE,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "bin",
     .cdi = true},
    {.target = {"ddp", "", "DDP 2.00 fileset for a pressing plant, in a folder of its own"},
     .format = "ddp",
     .arrangement = RBK_FILESET,
     .audio = RBK_IMAGE_SINK_SECTORS,
     .sectors_extension = "",
     .codes = true,
     .flags = true,
     .indexes = true,
     .any_first = true,
     .cdtext = RBK_CDTEXT_STREAM,
     .file_name = "DDPID",
     .plant = true},
};

#define ROWS (sizeof rows / sizeof rows[0])

const rbk_target *rbk_target_at(size_t position)
{
    return position < ROWS ? &rows[position].target : NULL;
}

const rbk_target_traits *rbk_target_traits_of(const rbk_target *target)
{
    for (size_t i = 0; i < ROWS; i++)
        if (&rows[i].target == target)
            return &rows[i];
    return NULL;
}

const rbk_target *rbk_target_find(const char *name)
{
    for (size_t i = 0; name && i < ROWS; i++)
        if (rbk_ascii_same(name, rows[i].target.name))
            return &rows[i].target;
    return NULL;
}

static bool takes(const rbk_target_traits *traits, const char *path)
{
    const char *name = rbk_path_base(path);
    const char *extension = traits->target.extension;
    return traits->file_name ? rbk_ascii_same(name, traits->file_name)
                             : extension[0] && rbk_path_has_extension(name, extension);
}

bool rbk_target_takes(const rbk_target *target, const char *path)
{
    const rbk_target_traits *traits = target ? rbk_target_traits_of(target) : NULL;
    return traits && path && takes(traits, path);
}

const rbk_target *rbk_target_of_path(const char *path)
{
    for (size_t i = 0; path && i < ROWS; i++)
        if (takes(&rows[i], path))
            return &rows[i].target;
    return NULL;
}

char *rbk_target_path(const rbk_target *target, const char *output)
{
    const rbk_target_traits *traits = target ? rbk_target_traits_of(target) : NULL;
    if (!output || !traits)
        return NULL;
    if (!traits->file_name || takes(traits, output))
        return strdup(output);
    size_t length = strlen(output);
    while (length > 1 && output[length - 1] == '/')
        length--;
    bool root = length == 1 && output[0] == '/';
    char *path = malloc(length + strlen(traits->file_name) + 2);
    if (path) {
        memcpy(path, output, length);
        sprintf(path + length, "%s%s", root ? "" : "/", traits->file_name); // NOLINT: there is room
    }
    return path;
}

char *rbk_target_path_in(const rbk_target *target, const char *folder, const char *name)
{
    const rbk_target_traits *traits = target ? rbk_target_traits_of(target) : NULL;
    if (!traits || !folder || !name)
        return NULL;
    const bool alone = traits->file_name || traits->bare_names;
    const char *slash = folder[0] && folder[strlen(folder) - 1] != '/' ? "/" : "";
    size_t size = strlen(folder) + 2 * strlen(name) + strlen(traits->target.extension) + 16;
    char *path = malloc(size);
    if (!path)
        return NULL;
    if (traits->file_name)
        snprintf(path, size, "%s%s%s/%s", folder, slash, name, traits->file_name);
    else
        snprintf(path, size, "%s%s%s%s%s.%s", folder, slash, alone ? name : "", alone ? "/" : "", name,
                 traits->target.extension);
    return path;
}
