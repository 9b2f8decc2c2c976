#!/usr/bin/env python3
"""through.py REDBOOK DUMP - every disc of the corpus goes through a CHD and back

For each sheet that can be read, payload is made for the files it names: noise, in sectors with a header where the track of a
GD-ROM is data. The CHD of the disc, the files made of it again, and one BIN made of it are the same disc as the sheet. A sheet
whose files were kept in the CHD comes back byte for byte. A GD-ROM goes through a GDI, too, and back: what differs then is what
the conversion reported as lost, no more, and the next GDI is equal to the first. Prints what is wrong, nothing when all is well.
Without THROUGH=all some of the sheets are taken, and no long discs.
"""
import filecmp, json, os, random, re, shutil, subprocess, sys, tempfile

SECTOR, ALL, LONGEST = 2352, os.environ.get('THROUGH') == 'all', 2500
SAMPLES, HIGH_DENSITY = 588, 45000
ALWAYS = ('gd-rom', 'dreamcast', 'session', 'hidden', 'mode', 'cdg', 'areas')
# What compare calls the things that a loss of the rule explains.
LOSSES = {'mcn': ('mcn',), 'isrc': ('isrc',), 'flag': ('flags',), 'text': ('text',), 'index': ('index',), 'cdtext': ('text',),
          'subchannel': ('q', 'r-w')}
redbook, dump = (os.path.abspath(path) for path in sys.argv[1:3])
here = os.path.dirname(os.path.abspath(__file__))
noise = random.Random(7).randbytes(400 * SECTOR)


def sectors(time):
    minutes, seconds, frames = map(int, time.split('+')[0].split(':'))
    return (minutes * 60 + seconds) * 75 + frames


class File:
    """A file of a sheet: the sectors that its tracks need of it, where its first one is on a GD-ROM, the mode there."""

    def __init__(self, name, kind):
        self.name, self.kind, self.length, self.lba, self.mode = name, kind, 0, None, 'AUDIO'


def needs(sheet):
    """The files of a sheet; None if it is nothing for this test."""
    said = subprocess.run([dump, sheet], capture_output=True).stdout.decode('utf-8', 'replace')
    files, area, mode = [], None, None
    for line in said.splitlines():
        if found := re.match(r'file \d+ \[(.*)\] (\w+) ', line):
            files.append(File(found[1], found[2]))
        elif found := re.match(r'session .* of (\w+) density', line):
            area = HIGH_DENSITY if found[1] == 'high' else 0
        elif found := re.match(r'track \d+ (\S+),', line):
            mode = found[1]
        elif found := re.match(r'  file (\d+) from ([\d:+]+)(?: to its end|,? for ([\d:+]+))?', line):
            file = files[int(found[1])]
            file.length = max(file.length, sectors(found[2]) + (sectors(found[3]) if found[3] else 320))
            if area is not None and file.lba is None:
                file.lba, file.mode = area, mode
            if area is not None:
                area = file.lba + file.length
    if not files or (not ALL and sum(file.length for file in files) > LONGEST) or len({file.name for file in files}) < len(files):
        return None
    return files


def needs_gdi(sheet, name):
    """The same of a GDI, whose tracks are as long as the files of its list, and begin with the index 01."""
    files = []
    for line in open(sheet[:-4] + '.files', encoding='utf-8'):
        length, size, name = line.rstrip('\n').split(' ', 2)
        files.append(File(name, 'binary'))
        files[-1].length = int(length) * int(size) / SECTOR
    if sum(file.length for file in files) > LONGEST:
        return None
    for file in files:
        make(file)
    info = read('info', name)
    for file, track in zip(files, info['tracks'] or ()):
        if track['mode'] in ('MODE1/2352', 'MODE2/2352'):
            file.lba, file.mode = track['indexes'][-1]['lba'], track['mode']
    return files


def header(lba, mode):
    minutes, rest = divmod(lba + 150, 75 * 60)
    digits = lambda number: number // 10 << 4 | number % 10
    return b'\0' + b'\xff' * 10 + b'\0' + bytes([digits(minutes) & 255, digits(rest // 75), digits(rest % 75), mode])


def make(file):
    os.makedirs(os.path.dirname(file.name) or '.', exist_ok=True)
    data = bytearray((noise * (int(file.length) // 400 + 1))[:round(file.length * SECTOR)])
    if file.lba is not None and file.mode.startswith('MODE'):
        for i in range(int(file.length)):
            data[i * SECTOR:i * SECTOR + 16] = header(file.lba + i, int(file.mode[4]))
    with open(file.name, 'wb') as out:
        if file.kind == 'audio':
            out.write(b'RIFF' + (36 + len(data)).to_bytes(4, 'little') + b'WAVEfmt ' + (16).to_bytes(4, 'little') +
                      bytes.fromhex('0100020044ac000010b1020004001000') + b'data' + len(data).to_bytes(4, 'little'))
        out.write(data)


def run(*words):
    return subprocess.run([redbook, *words], capture_output=True)


def read(*words):
    return json.loads(run(*words, '--json').stdout)


def not_lost(losses, differences):
    """The differences that no loss explains. Samples and sectors of data are counted: nearly all of a lost pregap differs."""
    left = []
    lost = {loss['track']: int(loss['text'].split()[0]) for loss in losses if loss['rule'] == 'lost.pause'}
    for difference in differences:
        what = difference['what']
        if what in ('data', 'samples') and difference['track'] in lost:
            if difference['count'] <= sum(lost.values()) * (1 if what == 'data' else SAMPLES):
                continue
        elif any(what in LOSSES.get(loss['rule'].split('.')[1], ()) for loss in losses):
            continue
        left.append(difference)
    return left


def wrong_with_gdi(sheet):
    """A GDI of the disc, a sheet of that, and a GDI of that again."""
    losses = []
    steps = [(sheet, 'gd/disc.gdi', ()), ('gd/disc.gdi', 'back/back.cue', ('--target', 'redump')),
             ('back/back.cue', 'again/disc.gdi', ())]
    os.makedirs('back')
    for source, made, words in steps:
        done = read('convert', source, '-o', made, *words)
        if not done['written']:
            return f'{made} cannot be made: ' + done['error']['text']
        if made == 'again/disc.gdi' and done['losses']:
            return f'what came back from the GDI loses something again: {done["losses"]}'
        losses += done['losses']
    if left := not_lost(losses, read('compare', sheet, 'back/back.cue')['differences']):
        return f'back from a GDI, {left} differs, and only {losses} was lost'
    if run('compare', '-q', 'gd/disc.gdi', 'back/back.cue').returncode != 0:
        return 'the sheet that was made of the GDI is another disc'
    names = sorted(os.listdir('gd'))
    if names != sorted(os.listdir('again')) or filecmp.cmpfiles('gd', 'again', names, False)[0] != names:
        return 'the GDI of what came back is another one'
    return ''


def wrong_with(sheet, name):
    """What is wrong with it; '' nothing; None: it is no disc that can be converted."""
    shutil.copy(sheet, name)
    files = needs_gdi(sheet, name) if name.endswith('.gdi') else needs(sheet)
    if files is None or any('\\' in file.name or file.name.startswith('/') or '..' in file.name for file in files):
        return None
    for file in files:
        make(file)
    made = run('convert', '-q', name, '-o', 'out.chd')
    if b'out of memory' in made.stderr:
        return made.stderr.decode()
    if made.returncode != 0:
        return None
    os.makedirs('kept')
    steps = [(['convert', '-q', 'out.chd', '-o', 'kept/' + name], 'kept/' + name),
             (['convert', '-q', '--strict', 'out.chd', '--target', 'single', '-o', 'one.cue'], 'one.cue')]
    if run('compare', '-q', 'out.chd', name).returncode != 0:
        return 'its CHD is another disc: ' + run('compare', 'out.chd', name).stdout.decode()
    for words, made in steps:
        done = read(*words)
        if not done['written'] and '--strict' in words:
            continue # lost, and listed as such
        if not done['written']:
            return ' '.join(words) + ': ' + done['error']['text']
        if left := not_lost(done['losses'], read('compare', made, name)['differences']):
            return f'{made} is another disc: {left}'
    if b'as they were' in run('info', '-v', 'out.chd').stderr:
        for file in [name] + [file.name for file in files]:
            if os.path.exists(file) and not os.path.exists('kept/' + file) or not filecmp.cmp(file, 'kept/' + file, False):
                return file + ' does not come back byte for byte'
    if b'"high-density"' in run('info', '--json', name).stdout:
        return wrong_with_gdi(name)
    return ''


def main():
    taken = 0
    for name in sorted(os.listdir(here + '/cue')) + sorted(os.listdir(here + '/gdi')):
        folder = os.path.join(here, name[-3:])
        if not (name.startswith('good.') and name[-4:] in ('.cue', '.gdi')):
            continue
        if not ALL and int(name[5:8]) % 5 and not any(word in name for word in ALWAYS):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            os.chdir(scratch)
            wrong = wrong_with(os.path.join(folder, name), name)
            os.chdir(here)
        taken += wrong == ''
        if wrong:
            print(f'{name}: {wrong}')
    if taken < (165 if ALL else 30):
        print(f'only {taken} sheets were taken')


main()
