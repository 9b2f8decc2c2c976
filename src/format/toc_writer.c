/*
 * The TOC's writer: strings, as all of its parts write them.
 */
#include "format/toc_writer.h"

#include "base/utf8.h"

void rbk_toc_write_string(rbk_toc_writer *w, const char *text)
{
    size_t control = 0; /* bytes left of the one that is written */
    rbk_output_print(w->text, "\"");
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        control = control ? control - 1 : 0;
        if (!control)
            control = rbk_utf8_control(text);
        if (byte == '"')
            rbk_output_print(w->text, "\\\"");
        else if (byte == '\\' || control)
            rbk_output_print(w->text, "\\%03o", byte);
        else
            rbk_output_write(w->text, text, 1, NULL);
    }
    rbk_output_print(w->text, "\"");
}
