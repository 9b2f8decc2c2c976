#!/usr/bin/env python3
"""container.py - puts an image of another program together, for the tests

  container.py FORMAT OUT TRACK...
  container.py ecm OUT raw|mode1|form1|form2:FILE...

FORMAT is nrg, nrg1, nrg-tao, nrg1-tao, mds, mds-pregap, mds-split, cdi2, cdi3 or cdi. TRACK is SESSION:MODE:STORED:MISSING:FILE: MODE is audio,
mode1, mode2 (raw sectors), mode1/2048, form1/2048 or mode2/2336, with +sub where FILE has 96 bytes of subchannel after
each sector. FILE begins with STORED sectors of the pregap; MISSING more are in no file. The first track of a session
has its 150 sectors of either kind, too. Codes are those of the worked example: MCN 4006381333931, track 1
USRC17607839.
"""
import struct
import sys

SIZES = {'audio': 2352, 'mode1': 2352, 'mode2': 2352, 'mode1/2048': 2048, 'form1/2048': 2048, 'mode2/2336': 2336}
MCN, ISRC = b'4006381333931', b'USRC17607839'


class Track:
    def __init__(self, number, text, end, session):
        name, self.mode, stored, missing, path = text.split(':')
        self.number, self.session = number, int(name)
        self.stored, self.missing = int(stored), int(missing)
        self.mode, _, sub = self.mode.partition('+')
        self.sub = 96 if sub else 0
        self.size = SIZES[self.mode] + self.sub
        self.data = open(path, 'rb').read()
        self.sectors = len(self.data) // self.size
        if number == 1:
            end = -150
        elif self.session != session:
            end += 11250 if self.session == 2 else 6750
        self.start = end
        self.index1 = end + self.stored + self.missing
        self.end = self.index1 + self.sectors - self.stored
        self.control = 0 if self.mode == 'audio' else 4
        self.isrc = ISRC if number == 1 else b''

    @property
    def length(self):
        return self.end - self.index1


def tracks_of(arguments):
    tracks, offset = [], 0
    for number, text in enumerate(arguments, 1):
        last = tracks[-1] if tracks else None
        track = Track(number, text, last.end if last else 0, last.session if last else 1)
        track.offset = offset
        offset += len(track.data)
        tracks.append(track)
    return tracks


def sessions_of(tracks):
    return [[t for t in tracks if t.session == s] for s in sorted({t.session for t in tracks})]


def bcd(number):
    return number // 10 << 4 | number % 10


# ---------------------------------------------------------------------- Nero

NRG_MODES = {('mode1/2048', 0): 0, ('form1/2048', 0): 2, ('mode2/2336', 0): 3, ('mode1', 0): 5, ('mode2', 0): 6,
             ('audio', 0): 7, ('mode1', 96): 15, ('audio', 96): 16, ('mode2', 96): 17}


def nrg_chunk(name, payload):
    return name + struct.pack('>I', len(payload)) + payload


def nrg_cue(tracks, wide):
    def entry(track, number, index, lba):
        where = struct.pack('>i', lba) if wide else bytes([0, (lba + 150) // 4500, (lba + 150) // 75 % 60,
                                                           (lba + 150) % 75])
        return bytes([track.control << 4 | 1, number, index, 0]) + where
    first, last = tracks[0], tracks[-1]
    made = entry(first, 0, 0, first.start)
    for t in tracks:
        made += entry(t, bcd(t.number), 0, t.start) + entry(t, bcd(t.number), 1, t.index1)
    return nrg_chunk(b'CUEX' if wide else b'CUES', made + entry(last, 0xAA, 1, last.end))


def nrg_dao(tracks, wide):
    made = MCN.ljust(14, b'\0') + bytes([0, 1, tracks[0].number, tracks[-1].number])
    for t in tracks:
        places = (t.offset, t.offset + t.stored * t.size, t.offset + len(t.data))
        made += t.isrc.ljust(12, b'\0') + struct.pack('>HBBH', t.size, NRG_MODES[t.mode, t.sub], 0, 1)
        made += struct.pack('>QQQ' if wide else '>III', *places)
    return nrg_chunk(b'DAOX' if wide else b'DAOI', struct.pack('<I', len(made) + 4) + made)


def nrg_tao(tracks, wide):
    made = b''
    for t in tracks:
        mode = bytes([0, 0, 0, NRG_MODES[t.mode, t.sub]])
        made += struct.pack('>QQ' if wide else '>II', t.offset, len(t.data)) + mode + struct.pack('>i', t.index1)
        made += bytes(8 if wide else 4)
    return nrg_chunk(b'ETN2' if wide else b'ETNF', made)


def nrg(tracks, wide, tao):
    payload = b''.join(t.data for t in tracks)
    made = b''
    for session in sessions_of(tracks):
        made += nrg_tao(session, wide) if tao else nrg_cue(session, wide) + nrg_dao(session, wide)
        made += nrg_chunk(b'SINF', struct.pack('>I', len(session)))
    made += nrg_chunk(b'MTYP', struct.pack('>I', 1)) + nrg_chunk(b'END!', b'')
    made += b'NER5' + struct.pack('>Q', len(payload)) if wide else b'NERO' + struct.pack('>I', len(payload))
    return payload + made


def write(path, data):
    with open(path, 'wb') as out:
        out.write(data)


# ---------------------------------------------------------------------- Alcohol

MDS_MODES = {'audio': 0xA9, 'mode1': 0xAA, 'mode2': 0xAB, 'mode1/2048': 0xAA, 'form1/2048': 0xAC, 'mode2/2336': 0xAB}


def msf(lba):
    return bytes([(lba + 150) // 4500, (lba + 150) // 75 % 60, (lba + 150) % 75])


def mds(tracks, out, split, at_pregap):
    """A place is that of index 01, or, of tracks after the first, of the pregap."""
    sessions = sessions_of(tracks)
    blocks = [len(s) + 3 for s in sessions]
    at = 88 + 24 * len(sessions)
    extras = at + 80 * sum(blocks)
    footer = extras + 8 * len(tracks)
    head = b'MEDIA DESCRIPTOR\1\3' + struct.pack('<HHHH', 0, len(sessions), 2, 0)
    head = head.ljust(80, b'\0') + struct.pack('<II', 88, 0)
    heads = body = extra = b''
    for number, session in enumerate(sessions, 1):
        first, last = session[0], session[-1]
        heads += struct.pack('<iiHBBHHII', first.start, last.end, number, len(session) + 3, 3, first.number, last.number,
                             0, at + len(body))
        for point, where in ((0xA0, bytes([first.number, 0, 0])), (0xA1, bytes([last.number, 0, 0])),
                             (0xA2, msf(last.end))):
            body += bytes([0, 0, 0x10 | first.control, 0, point, 0, 0, 0, 0]) + where + bytes(68)
        for t in session:
            place = t.offset + (0 if at_pregap and t.number > 1 else t.stored * t.size)
            block = bytes([MDS_MODES[t.mode], 8 if t.sub else 0, 0x10 | t.control, 0, t.number, 0, 0, 0, 0])
            block += msf(t.index1) + struct.pack('<IH', extras + len(extra), t.size) + bytes(18)
            body += block + struct.pack('<IQII', t.index1, place, len(split), footer) + bytes(24)
            extra += struct.pack('<II', t.index1 - t.start, t.length)
    names = b''.join(name.encode() + b'\0' for name, _ in split)
    footers, where = b'', footer + 16 * len(split)
    for name, _ in split:
        footers += struct.pack('<IIII', where, 0, 0, 0)
        where += len(name.encode()) + 1
    write(out, head + heads + body + extra + footers + names)


def write_mds(kind, out, tracks):
    payload = b''.join(t.data for t in tracks)
    stem = out[:-4]
    if kind == 'mds-split':
        cut = len(payload) // 2 // tracks[0].size * tracks[0].size
        split = [(stem + '.mdf', payload[:cut]), (stem + '.md1', payload[cut:])]
    else:
        split = [('*.mdf', payload)]
    for name, data in split:
        write(stem + '.mdf' if name == '*.mdf' else name, data)
    mds(tracks, out, split, kind == 'mds-pregap')


# ---------------------------------------------------------------------- DiscJuggler

CDI_VERSIONS = {'cdi2': 0x80000004, 'cdi3': 0x80000005, 'cdi': 0x80000006}
CDI_MARK = bytes([0, 0, 1, 0, 0, 0, 255, 255, 255, 255])


def cdi(tracks, kind, name):
    newest = kind == 'cdi'
    sessions = sessions_of(tracks)

    def head():
        made = bytes(4) + CDI_MARK + CDI_MARK + bytes([0xAB, 0, 10, len(tracks), len(name)]) + name.encode() + bytes(11)
        made += struct.pack('<II', 2, 0)
        return made + (struct.pack('<IIHH', 0x80000000, 360000, 0, 0x98) if newest else bytes(4))

    def track(t, last):
        pregap = t.index1 - t.start
        made = head() + struct.pack('<HII', 2, pregap, t.length) + bytes(6)
        made += struct.pack('<IIIIiI', 0 if t.mode == 'audio' else 1 if t.mode.startswith('mode1') else 2, 0,
                            t.session - 1, t.number - 1, t.start + 150, pregap + t.length) + bytes(16)
        made += struct.pack('<II', {2048: 0, 2336: 1, 2352: 2, 2448: 4}[t.size], t.control)
        made += bytes(9) + t.isrc.ljust(12, b'\0') + struct.pack('<I', 1 if t.isrc else 0)
        return made + (b'' if kind == 'cdi2' else bytes(5) + (b'\xff' * 4 + bytes(78) if newest else bytes(4)))

    made = struct.pack('<H', len(sessions))
    for session in sessions:
        made += struct.pack('<H', len(session)) + b''.join(track(t, t is session[-1]) for t in session)
        made += bytes(12 if kind == 'cdi2' else 13)
    made += struct.pack('<H', 0)
    if newest:
        made += head() + struct.pack('<IB', 0, 0) + bytes([0, 1, 0, 0, 1, 0, 0, 0, 0]) + MCN + struct.pack('<II', 1, 0)
        made += bytes(8)
    payload = b''.join(t.data for t in tracks)
    return payload + made + struct.pack('<II', CDI_VERSIONS[kind], len(made) + 8 if newest else len(payload))


# ---------------------------------------------------------------------- ECM

def edc(data):
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xD8018001 if value & 1 else 0)
        table.append(value)
    sum_ = 0
    for byte in data:
        sum_ = sum_ >> 8 ^ table[(sum_ ^ byte) & 255]
    return sum_


def ecm_run(kind, count):
    number = count - 1 if count else 0xFFFFFFFF
    made = bytes([(number >= 32) << 7 | (number & 31) << 2 | kind])
    number >>= 5
    while number:
        made += bytes([(number >= 128) << 7 | number & 127])
        number >>= 7
    return made


def ecm(arguments):
    """KIND:FILE of raw sectors: raw, mode1, form1, form2; those of forms have 16 bytes before each as they are."""
    made, whole = b'ECM\0', b''
    for text in arguments:
        kind, _, path = text.partition(':')
        data = open(path, 'rb').read()
        whole += data
        if kind == 'raw':
            made += ecm_run(0, len(data)) + data
            continue
        sectors = [data[at:at + 2352] for at in range(0, len(data), 2352)]
        if kind == 'mode1':
            made += ecm_run(1, len(sectors)) + b''.join(s[12:15] + s[16:2064] for s in sectors)
            continue
        number, end = (2, 2072) if kind == 'form1' else (3, 2348)
        for s in sectors:
            made += ecm_run(0, 16) + s[:16] + ecm_run(number, 1) + s[20:end]
    return made + ecm_run(0, 0) + struct.pack('<I', edc(whole))


def main():
    if sys.argv[1] == 'ecm':
        write(sys.argv[2], ecm(sys.argv[3:]))
        return
    kind, out, tracks = sys.argv[1], sys.argv[2], tracks_of(sys.argv[3:])
    if kind.startswith('nrg'):
        write(out, nrg(tracks, not kind.startswith('nrg1'), kind.endswith('tao')))
    elif kind.startswith('mds'):
        write_mds(kind, out, tracks)
    elif kind in CDI_VERSIONS:
        write(out, cdi(tracks, kind, 'x.cdi'))
    else:
        sys.exit('container.py: unknown format ' + kind)


main()
