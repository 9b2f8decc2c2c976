#!/usr/bin/env python3
"""through.py REDBOOK DUMP - every disc of the corpus goes through a CHD and back

For each sheet that can be read, payload of noise is made for the files it names. The CHD of the disc, the files made of it
again, and one BIN made of it are the same disc as the sheet; a GD-ROM goes through a GDI, too. A sheet whose files were kept
in the CHD comes back byte for byte. Prints what is wrong, nothing when all is well. Without THROUGH=all some of the sheets are
taken, and no long discs.
"""
import filecmp, os, random, re, shutil, subprocess, sys, tempfile

SECTOR, ALL, LONGEST = 2352, os.environ.get('THROUGH') == 'all', 2500
ALWAYS = ('gd-rom', 'dreamcast', 'session', 'hidden', 'mode', 'cdg', 'areas')
redbook, dump = (os.path.abspath(path) for path in sys.argv[1:3])
here = os.path.dirname(os.path.abspath(__file__))
noise = random.Random(7).randbytes(400 * SECTOR)


def sectors(time):
    minutes, seconds, frames = map(int, time.split('+')[0].split(':'))
    return (minutes * 60 + seconds) * 75 + frames


def needs(sheet):
    """The files of a sheet and the sectors that its tracks need of each; None if it is nothing for this test."""
    said = subprocess.run([dump, sheet], capture_output=True).stdout.decode('utf-8', 'replace')
    files, lengths = [], []
    for line in said.splitlines():
        if found := re.match(r'file \d+ \[(.*)\] (\w+) ', line):
            files.append((found[1], found[2]))
            lengths.append(0)
        elif found := re.match(r'  file (\d+) from ([\d:+]+)(?: to its end|,? for ([\d:+]+))?', line):
            end = sectors(found[2]) + (sectors(found[3]) if found[3] else 320)
            lengths[int(found[1])] = max(lengths[int(found[1])], end)
    if not files or (not ALL and sum(lengths) > LONGEST) or len({name for name, _ in files}) < len(files):
        return None
    return [(name, kind, length) for (name, kind), length in zip(files, lengths)]


def make(path, kind, length):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    data = (noise * (length // 400 + 1))[:length * SECTOR]
    with open(path, 'wb') as out:
        if kind == 'audio':
            out.write(b'RIFF' + (36 + len(data)).to_bytes(4, 'little') + b'WAVEfmt ' + (16).to_bytes(4, 'little') +
                      bytes.fromhex('0100020044ac000010b1020004001000') + b'data' + len(data).to_bytes(4, 'little'))
        out.write(data)


def run(*words):
    return subprocess.run([redbook, *words], capture_output=True)


def wrong_with(sheet, name):
    """What is wrong with it; '' nothing; None: it is no disc that can be converted."""
    files = needs(sheet)
    if files is None or any('\\' in file or file.startswith('/') or '..' in file for file, _, _ in files):
        return None
    for file, kind, length in files:
        make(file, kind, length)
    shutil.copy(sheet, name)
    if run('convert', '-q', name, '-o', 'out.chd').returncode != 0:
        return None
    os.makedirs('kept')
    steps = [(['convert', '-q', 'out.chd', '-o', 'kept/' + name], 'kept/' + name),
             (['convert', '-q', '--strict', 'out.chd', '--target', 'single', '-o', 'one.cue'], 'one.cue')]
    if b'"high-density"' in run('info', '--json', name).stdout:
        steps.append((['convert', '-q', 'out.chd', '-o', 'gd/disc.gdi'], 'gd/disc.gdi'))
    if run('compare', '-q', 'out.chd', name).returncode != 0:
        return 'its CHD is another disc: ' + run('compare', 'out.chd', name).stdout.decode()
    for words, made in steps:
        done = run(*words)
        if done.returncode != 0 and '--strict' in words:
            continue # a loss, which is reported
        if done.returncode != 0:
            return ' '.join(words) + ': ' + done.stderr.decode()
        if made != 'gd/disc.gdi' and run('compare', '-q', made, name).returncode != 0:
            return made + ' is another disc: ' + run('compare', made, name).stdout.decode()
    if b'as they were' in run('info', '-v', 'out.chd').stderr:
        for file in [name] + [file for file, _, _ in files]:
            if os.path.exists(file) and not os.path.exists('kept/' + file) or not filecmp.cmp(file, 'kept/' + file, False):
                return file + ' does not come back byte for byte'
    return ''


def main():
    taken = 0
    folder = os.path.join(here, 'cue')
    for name in sorted(os.listdir(folder)):
        if not (name.startswith('good.') and name.endswith('.cue')):
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
    if taken < (150 if ALL else 25):
        print(f'only {taken} sheets were taken')


main()
