/*
 * The CUE sheet's reader: FILE, and a file that is named a second time.
 */
#include "format/cue_reader.h"

#include <stdlib.h>
#include <string.h>

static rbk_status keep_file(rbk_cue_reader *reader, char *path, char *type_word, rbk_file_type type)
{
    rbk_cue_sheet *sheet = &reader->sheet;
    if (sheet->file_count == sheet->file_capacity) {
        size_t capacity = sheet->file_capacity ? sheet->file_capacity * 2 : 16;
        rbk_cue_file *files = realloc(sheet->files, capacity * sizeof *files);
        if (!files)
            return rbk_fail_memory(reader->error);
        sheet->files = files;
        sheet->file_capacity = capacity;
    }
    sheet->files[sheet->file_count++] =
        (rbk_cue_file){.path = path, .type_word = type_word, .type = type, .line = reader->line.number};
    return RBK_OK;
}

static bool names_file_anew(const rbk_cue_sheet *sheet, const char *path)
{
    return sheet->file_count > 0 && strcmp(sheet->files[sheet->file_count - 1].path, path) == 0;
}

static rbk_status report_named_anew(rbk_cue_reader *reader, uint32_t line, const char *path, const char *meaning)
{
    if (rbk_findings_add(reader->sheet.findings, RBK_NOTE, "cue.file-repeated", reader->sheet.name, line, 0,
                         "'%.200s' is named again: %s", path, meaning) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

static const char *type_name(rbk_file_type type)
{
    return type == RBK_FILE_BINARY ? "BINARY" : type == RBK_FILE_MOTOROLA ? "MOTOROLA" : "audio";
}

/* A file that continues is read as it began, whatever its type is said to be the second time. */
static rbk_status report_continued(rbk_cue_reader *reader, uint32_t line, const rbk_cue_file *file, rbk_file_type type)
{
    rbk_status status = report_named_anew(reader, line, file->path, "treated as the same file continued");
    if (status != RBK_OK || type == file->type ||
        rbk_findings_add(reader->sheet.findings, RBK_WARNING, "cue.file-type", reader->sheet.name, line, 0,
                         "'%.200s' continues as %s, which is ignored: it is read as %s, as in line %u", file->path,
                         type_name(type), type_name(file->type), (unsigned)file->line) == RBK_OK)
        return status;
    return rbk_fail_memory(reader->error);
}

static void drop_last_file(rbk_cue_sheet *sheet)
{
    rbk_cue_file *file = &sheet->files[--sheet->file_count];
    free(file->path);
    free(file->type_word);
}

rbk_status rbk_cue_resolve_file(rbk_cue_reader *reader, int64_t sectors)
{
    rbk_cue_sheet *sheet = &reader->sheet;
    if (!reader->file_named_anew)
        return RBK_OK;
    reader->file_named_anew = false;
    const rbk_cue_file *file = &sheet->files[sheet->file_count - 1];
    if (sectors <= sheet->marks[sheet->mark_count - 1].sectors)
        return report_named_anew(reader, file->line, file->path, "its times start over, so it is on the disc again");
    rbk_status status = report_continued(reader, file->line, file - 1, file->type);
    drop_last_file(sheet);
    return status;
}

static rbk_status add_file(rbk_cue_reader *reader, char *path, rbk_cue_word type_word, rbk_file_type type)
{
    bool anew = names_file_anew(&reader->sheet, path);
    const rbk_cue_file *before = anew ? &reader->sheet.files[reader->sheet.file_count - 1] : NULL;
    if (before && before->mark_count == 0) {
        rbk_status status = report_continued(reader, reader->line.number, before, type);
        free(path);
        return status;
    }
    reader->file_named_anew = anew;
    if (reader->sheet.file_count == RBK_CUE_FILES_MAX) {
        free(path);
        return rbk_cue_syntax(reader, reader->keyword.column, "expected at most %d FILE commands, found more",
                              RBK_CUE_FILES_MAX);
    }
    char *word = rbk_cue_value_text(reader, &(rbk_cue_value){.word = type_word});
    rbk_status status = word ? keep_file(reader, path, word, type) : RBK_NO_MEMORY;
    if (status != RBK_OK) {
        free(path);
        free(word);
    }
    return status;
}

static rbk_status take_file_type(rbk_cue_reader *reader, rbk_cue_word word, rbk_file_type *type)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    *type = RBK_FILE_AUDIO;
    if (rbk_cue_file_type(word, type))
        return RBK_OK;
    if (word.size == 0)
        return rbk_cue_report(reader, RBK_WARNING, "cue.file-type",
                              "no file type after the file name: treated as audio");
    return rbk_cue_report(reader, RBK_WARNING, "cue.file-type", "unknown file type %s: treated as audio",
                          rbk_cue_word_shown(word, shown));
}

rbk_status rbk_cue_read_file(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    char shown[RBK_CUE_SHOWN_BYTES];
    rbk_file_type type;
    rbk_cue_value name = rbk_cue_line_file_name(&reader->line);
    if (name.word.size == 0 || rbk_cue_word_has_control(name.word))
        return rbk_cue_syntax(reader, name.word.column, "expected a file name, found %s",
                              name.quoted && name.word.size == 0 ? "''" : rbk_cue_word_shown(name.word, shown));
    rbk_status status = RBK_OK;
    if (name.bare_blanks)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.bare-string", "a file name with blanks is not in quotes");
    if (status == RBK_OK) {
        rbk_cue_word word = rbk_cue_line_word(&reader->line);
        status = take_file_type(reader, word, &type);
        char *path = status == RBK_OK ? rbk_cue_value_text(reader, &name) : NULL;
        if (status == RBK_OK)
            status = path ? add_file(reader, path, word, type) : RBK_NO_MEMORY;
    }
    return status;
}
