'use strict';
(() => {
  const buttons = [...document.querySelectorAll('button.listen')];
  const all = document.getElementById('listen-all');
  const status = document.getElementById('player');
  const audio = new Audio();
  const urls = new Map();
  let current = null;
  let following = false;

  /* The recording of a button as a file of its own, decoded from base64 the first time it is asked for. */
  function file(button) {
    const name = button.dataset.recording;
    if (!urls.has(name)) {
      const text = atob(document.getElementById(name).textContent);
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++)
        bytes[i] = text.charCodeAt(i);
      urls.set(name, URL.createObjectURL(new Blob([bytes], {type: 'audio/flac'})));
    }
    return urls.get(name);
  }

  function show(button, playing) {
    button.setAttribute('aria-pressed', String(playing));
    button.querySelector('.do').textContent = playing ? 'Stop' : 'Listen';
    button.closest('article').classList.toggle('playing', playing);
  }

  function stop() {
    audio.pause();
    if (current)
      show(current, false);
    current = null;
    all.textContent = following ? 'Stop' : 'Listen to all';
    status.textContent = '';
  }

  function moveHead() {
    if (!current)
      return;
    const head = current.closest('article').querySelector('.playhead');
    const at = audio.duration > 0 ? `${(100 * audio.currentTime / audio.duration).toFixed(2)}%` : '0';
    head.setAttribute('x1', at);
    head.setAttribute('x2', at);
    requestAnimationFrame(moveHead);
  }

  function start(button) {
    stop();
    current = button;
    show(button, true);
    status.textContent = button.closest('article').querySelector('h3').textContent;
    audio.src = file(button);
    audio.play().catch(error => {
      if (current !== button || error.name === 'AbortError')
        return;
      following = false;
      stop();
      status.textContent = 'This browser cannot play FLAC.';
    });
    requestAnimationFrame(moveHead);
  }

  audio.addEventListener('ended', () => {
    const next = buttons[buttons.indexOf(current) + 1];
    if (following && next) {
      next.scrollIntoView({block: 'center'});
      start(next);
    } else {
      following = false;
      stop();
    }
  });
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const again = button === current;
      following = false;
      stop();
      if (!again)
        start(button);
    });
  }
  if (all && buttons.length > 0) {
    all.hidden = false;
    all.addEventListener('click', () => {
      following = !following;
      if (following)
        start(buttons[0]);
      else
        stop();
    });
  }
})();
