"""Checks report pages in a headless Chromium. Prints a line for each check: ok or not, a tab, its name, a tab, what was found."""
import base64
import sys
import time

from browser import Browser

scratch, pictures = sys.argv[1:]
browser = Browser(scratch)


def check(name, good, found=""):
    print("ok" if good else "not", name, str(found).replace("\n", " ").replace("\t", " ")[:1000], sep="\t", flush=True)


def equal(name, wanted, found):
    check(name, wanted == found, f"wanted {wanted}, found {found}")


def overflow():
    return browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")


# ------------------------------------------------------------------ content
COUNTS = """
const count = selector => document.querySelectorAll(selector).length;
return {tracks: count('article.track'), joins: count('article.join'), waves: count('svg.wave svg path.peak'),
        wide: count('svg.wide path.peak'), closeups: count('.closeup path.near'), buttons: count('button.listen:not([hidden])'),
        recordings: count('script[type="text/plain"]'), bands: count('svg.map rect.band')};"""

DRAWN = """
return [...document.querySelectorAll('svg.wave, svg.wide, .closeup > svg, svg.map')].filter(
    svg => svg.getBoundingClientRect().width < 100 || svg.getBoundingClientRect().height < 50).length;"""


def look_at_content(name, tracks, joins, closeups):
    counts = browser.run(COUNTS)
    equal(f"{name}: every track has a waveform", [tracks, 2 * tracks, tracks], [counts["tracks"], counts["waves"], counts["bands"]])
    equal(f"{name}: every join has its graphs", [joins, joins, 2 * closeups], [counts["joins"], counts["wide"], counts["closeups"]])
    equal(f"{name}: every join has a button and a recording", [joins, joins], [counts["buttons"], counts["recordings"]])
    equal(f"{name}: graphs are not smaller than expected", 0, browser.run(DRAWN))


def look_at_widths(name, *widths):
    for width in widths:
        browser.view(width)
        equal(f"{name}: nothing is wider than {width} pixels", 0, overflow())


# ------------------------------------------------------------------ contrast
# WCAG 2: the luminance ratio of each text and its background; the smallest one is reported.
CONTRAST = """
const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const colour = text => text.match(/[\\d.]+/g).map(Number);
const luminance = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
function behind(element) {
  for (; element; element = element.parentElement) {
    const c = colour(getComputedStyle(element).backgroundColor);
    if (c.length < 4 || c[3] === 1)
      return luminance(c);
  }
  return 1;
}
const texts = [...document.querySelectorAll('body *:not(script):not(style)')].filter(
    e => !e.closest('svg') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
const shapes = [...document.querySelectorAll('svg path.peak, svg path.rms, svg path.near, svg .mark, svg path.full')];
const worst = list => list.reduce((least, entry) => entry[0] < least[0] ? entry : least, [99, '']);
const of = {
  text: worst(texts.map(e => [ratio(luminance(colour(getComputedStyle(e).color)), behind(e)), e.className + ': ' + e.textContent.slice(0, 30)])),
  shape: worst(shapes.map(e => {
    const style = getComputedStyle(e), paint = style.fill === 'none' ? style.stroke : style.fill;
    return [ratio(luminance(colour(paint)), behind(e)), e.getAttribute('class')];
  })),
};
return of;"""


def look_at_contrast():
    for dark in (False, True):
        theme = "dark" if dark else "light"
        browser.view(1200, dark)
        worst = browser.run(CONTRAST)
        check(f"album, {theme}: text has a contrast of at least 4.5", worst["text"][0] >= 4.5, worst["text"])
        check(f"album, {theme}: shapes have a contrast of at least 3", worst["shape"][0] >= 3, worst["shape"])
        background = browser.run("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        check(f"album, {theme}: the page is {theme}", (sum(background) < 200) == dark, background)


def names_of(tree, roles):
    nodes = [n for n in tree["nodes"] if not n.get("ignored") and n.get("role", {}).get("value") in roles]
    return [n.get("name", {}).get("value", "") for n in nodes]


def look_with_a_screen_reader():
    tree = browser.devtools("Accessibility.getFullAXTree")
    for what, roles in (("button", ["button"]), ("picture", ["image", "img"]), ("link", ["link"]), ("heading", ["heading"])):
        names = names_of(tree, roles)
        check(f"album: every {what} has a name", names and all(name.strip() for name in names), names)
    buttons = [n for n in names_of(tree, ["button"]) if n.startswith("Listen:")]
    equal("album: each button is named after what it plays", len(buttons), len(set(buttons)))
    levels = browser.run("return [...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    steps = [b - a for a, b in zip(levels, levels[1:])]
    check("album: no level of headings is skipped", levels[0] == 1 and max(steps) <= 1, levels)


# ------------------------------------------------------------------ injected code does not run
def look_for_strangers():
    equal("album: scripts in texts do not run", None, browser.run("return document.ran"))
    equal("album: markup in texts is shown as text", ["</title><script>document.ran = 1</script>", "<img src=x onerror='document.ran = 2'>"],
          browser.run("return [document.querySelector('h1').textContent, document.querySelector('.performer').textContent]"))
    equal("album: no element is made of markup in texts", 0, browser.run("return document.querySelectorAll('img, iframe, object, link').length"))
    browser.messages()
    browser.run("""
        const script = document.createElement('script');
        script.textContent = 'document.ran = 4';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<p id="intruder" onclick="document.ran = 5" style="color: red">x</p>');
        document.getElementById('intruder').click();""")
    equal("album: the policy stops an injected script", None, browser.run("return document.ran"))
    check("album: the policy stops an injected style", browser.run("return getComputedStyle(document.getElementById('intruder')).color") != "rgb(255, 0, 0)")
    browser.run("document.getElementById('intruder').remove(); fetch('http://127.0.0.1:9/').catch(() => {}); new Image().src = 'http://127.0.0.1:9/a.png';")
    time.sleep(0.2)
    refused = browser.messages()
    check("album: the policy stops requests to the network", sum("127.0.0.1:9" in m and "Content Security Policy" in m for m in refused) >= 2, refused)


# ------------------------------------------------------------------ listening
# A recording as decoded by the browser, converted to 16-bit samples from its range of -1 to 1, both included.
DECODE = """
const done = arguments[arguments.length - 1];
const text = atob(document.getElementById('recording-' + arguments[0]).textContent);
const bytes = Uint8Array.from(text, c => c.charCodeAt(0));
new OfflineAudioContext(2, 1, 44100).decodeAudioData(bytes.buffer).then(audio => {
  const out = new Int16Array(2 * audio.length);
  for (let c = 0; c < 2; c++)
    audio.getChannelData(c).forEach((value, i) => out[2 * i + c] = Math.round(value * (value < 0 ? 32768 : 32767)));
  const raw = new Uint8Array(out.buffer);
  let coded = '';
  for (let i = 0; i < raw.length; i += 4096)
    coded += String.fromCharCode(...raw.subarray(i, i + 4096));
  done(btoa(coded));
}, error => done(String(error)));"""

STATE = """
const join = document.getElementById('join-' + arguments[0]), button = join.querySelector('button');
return [button.getAttribute('aria-pressed'), button.querySelector('.do').textContent, join.classList.contains('playing')];"""


def look_at_samples(joins):
    with open(f"{scratch}/album.bin", "rb") as file:
        samples = file.read()
    for join in range(joins):
        decoded = base64.b64decode(browser.run_later(DECODE, join))
        check(f"album: the recording of join {join} has the samples of the image", len(decoded) > 4 * 44100 and decoded in samples, len(decoded))


def playhead(join):
    return f"return parseFloat(document.querySelector('#join-{join} .playhead').getAttribute('x1')) > 1;"


def listen():
    browser.run("document.querySelector('#join-1 button').focus()")
    browser.press("\ue007")  # Enter
    check("album: a button plays its join", browser.wait(playhead(1)), browser.messages())
    equal("album: the button of the join that is played says Stop", ["true", "Stop", True], browser.run(STATE, 1))
    browser.press(" ")
    equal("album: the space bar stops the join", ["false", "Listen", False], browser.run(STATE, 1))
    browser.run("document.querySelector('#join-0 button').click()")
    browser.run("document.querySelector('#join-2 button').click()")
    equal("album: one join plays at a time", [["false", "Listen", False], ["true", "Stop", True]], [browser.run(STATE, 0), browser.run(STATE, 2)])
    browser.run("document.querySelector('#join-2 button').click()")
    browser.run("document.getElementById('listen-all').click()")
    check("album: all joins are played one after another", browser.wait(
        "return document.querySelectorAll('.playing').length === 1 && !document.getElementById('join-0').classList.contains('playing')", 30))
    browser.run("document.getElementById('listen-all').click()")
    equal("album: playing all joins can be stopped", 0, browser.run("return document.querySelectorAll('.playing').length"))


def walk_by_keyboard():
    browser.run("document.activeElement.blur(); window.scrollTo(0, 0)")
    browser.press("\ue004")  # Tab
    equal("album: the first element that the Tab key reaches links to the verdict", "#verdict", browser.run("return document.activeElement.getAttribute('href')"))
    reached = set()
    for _ in range(80):
        browser.press("\ue004")
        reached.add(browser.run("const e = document.activeElement; return e.dataset.recording || e.id || e.getAttribute('href') || e.tagName"))
    wanted = {f"recording-{i}" for i in range(5)} | {"listen-all"}
    check("album: the keyboard reaches every button", wanted <= reached, sorted(reached))


# ------------------------------------------------------------------ pictures
def take_pictures(name):
    for width, device in ((1200, "desk"), (390, "phone")):
        for dark in (False, True):
            browser.view(width, dark)
            browser.screenshot(f"{pictures}/{name}-{device}-{'dark' if dark else 'light'}.png", 8000)


def look_at_paper(name, least):
    browser.view(1200, True)
    path = f"{pictures}/{name}.pdf"
    browser.print(path)
    with open(path, "rb") as file:
        pages = file.read().count(b"/Type /Page\n")
    check(f"{name}: the printed page has enough sheets", pages >= least, pages)


try:
    browser.open(f"{scratch}/album/report.html")
    equal("album: the browser logs no message", [], browser.messages())
    look_at_content("album", 4, 5, 6)
    look_at_widths("album", 1200, 768, 390, 320)
    take_pictures("album")
    look_at_contrast()
    look_with_a_screen_reader()
    look_at_samples(5)
    walk_by_keyboard()
    listen()
    equal("album: the browser logs no message after all checks", [], browser.messages())
    look_at_paper("album", 4)
    look_for_strangers()
    browser.open(f"{scratch}/many/report.html")
    equal("99 tracks: the browser logs no message", [], browser.messages())
    look_at_content("99 tracks", 99, 100, 100)
    look_at_widths("99 tracks", 390)
finally:
    browser.close()
