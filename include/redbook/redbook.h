/*
 * redbook/redbook.h - the whole library; each header can be included alone as well
 */
#ifndef REDBOOK_H
#define REDBOOK_H

#include <redbook/about.h>
#include <redbook/address.h>
#include <redbook/audio.h>
#include <redbook/author.h>
#include <redbook/cdtext.h>
#include <redbook/chd.h>
#include <redbook/check.h>
#include <redbook/codes.h>
#include <redbook/convert.h>
#include <redbook/disc.h>
#include <redbook/edit.h>
#include <redbook/error.h>
#include <redbook/format.h>
#include <redbook/hash.h>
#include <redbook/image.h>
#include <redbook/layout.h>
#include <redbook/listener.h>
#include <redbook/match.h>
#include <redbook/readers.h>
#include <redbook/report.h>
#include <redbook/rules.h>
#include <redbook/scan.h>
#include <redbook/sector.h>
#include <redbook/sink.h>
#include <redbook/source.h>
#include <redbook/stage.h>
#include <redbook/stream.h>
#include <redbook/subchannel.h>
#include <redbook/subcode.h>
#include <redbook/verify.h>
#include <redbook/version.h>
#include <redbook/volume.h>

#endif
