// Comfort for the staff pages; all of them work without it. Pages change without a reload (Turbo Drive), lists obey the keyboard, a form is sent once,
// and what is being written is kept on the server every few seconds. Nothing is stored in the browser but one yes or no about single keys.
(() => {
  const Turbo = window.Turbo;
  if (Turbo) {
    // Only forms that say so (data-turbo="true") are sent without a reload: they are always answered by a redirect or a refusal.
    Turbo.config.forms.mode = 'optin';
    // Turbo's own progress bar needs an inline style, which our policy forbids; staff.css shows that a page is on its way.
    Turbo.config.drive.progressBarDelay = 2_000_000_000;
    // A photo, a file or a feed is not a page.
    addEventListener('turbo:click', (event) => {
      const link = event.target.closest('a');
      if (link && (link.hasAttribute('download') || /\/(?:photos|files|export)\/|\.(?:csv|xlsx|ics|json|txt|pdf)(?:\?|$)/.test(link.href)))
        event.preventDefault();
    });
  }

  // ── a form is sent once ──
  const sent = new WeakSet();
  addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || form.dataset.turbo === 'true') return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    form.setAttribute('aria-busy', 'true');
    setTimeout(() => {
      sent.delete(form);
      form.removeAttribute('aria-busy');
    }, 8_000); // an answer that is a file leaves the page as it is
  });
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll('form[aria-busy]')) {
      sent.delete(form);
      form.removeAttribute('aria-busy');
    }
  });

  // ── keyboard ──
  const off = 'daodi-keys-off';
  const keysOff = () => {
    try {
      return localStorage.getItem(off) === '1';
    } catch {
      return false;
    }
  };
  const setKeysOff = (yes) => {
    try {
      yes ? localStorage.setItem(off, '1') : localStorage.removeItem(off);
    } catch {
      /* a browser that keeps nothing: keys stay on */
    }
  };
  const rows = () => [...document.querySelectorAll('main table.cards tbody tr')].filter((row) => row.querySelector('a[href]'));
  const here = () => rows().findIndex((row) => row.classList.contains('is-here'));
  const goTo = (index) => {
    const all = rows();
    const row = all[Math.max(0, Math.min(index, all.length - 1))];
    if (!row) return;
    for (const other of all) other.classList.toggle('is-here', other === row);
    row.querySelector('a[href]').focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  };
  const dialog = () => document.getElementById('keys');
  const label = () => {
    const button = document.querySelector('[data-keys=toggle]');
    if (button) button.textContent = keysOff() ? button.dataset.on : button.dataset.off;
  };
  const toggleHelp = () => {
    const box = dialog();
    if (!box?.showModal) return;
    label();
    box.open ? box.close() : box.showModal();
  };
  addEventListener('click', (event) => {
    const what = event.target.closest?.('[data-keys]');
    if (!what) return;
    if (what.dataset.keys === 'close') dialog().close();
    else {
      setKeysOff(!keysOff());
      label();
    }
  });
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target;
    const typing =
      at.isContentEditable ||
      /^(?:TEXTAREA|SELECT)$/.test(at.tagName) ||
      (at.tagName === 'INPUT' && !/^(?:checkbox|radio|button|submit)$/.test(at.type));
    if (typing) {
      if (event.key === 'Escape') at.blur();
      return;
    }
    if (event.key === '?') {
      event.preventDefault();
      return toggleHelp();
    }
    if (keysOff() || dialog()?.open) return;
    if (event.key === 'j') goTo(here() + 1);
    else if (event.key === 'k') goTo(here() < 0 ? 0 : here() - 1);
    else if (event.key === 'x') {
      const box = here() < 0 ? null : rows()[here()].querySelector('.pick input');
      if (box) box.click();
    } else if (event.key === '/') {
      const box = document.querySelector('main form[role=search] input[type=search], .find input[type=search]');
      if (box) {
        box.focus();
        box.select();
      }
    } else return;
    event.preventDefault();
  });

  // ── what is being written is kept ──
  const everyMs = 4_000;
  let timer = 0;
  let form = null;
  let last = '';
  let leaving = null;
  const wordsOf = (of) => {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(of)) if (typeof value === 'string') words.append(name, value);
    return words;
  };
  const keep = async () => {
    timer = 0;
    if (!form?.isConnected) return;
    const words = wordsOf(form).toString();
    if (words === last) return;
    leaving = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, {
        method: 'POST',
        body: new URLSearchParams(words),
        signal: leaving.signal,
        credentials: 'same-origin',
      });
      if (!answer.ok) return;
      last = words;
      const told = form.querySelector('[data-kept]');
      if (told) {
        told.hidden = false;
        told.querySelector('time').textContent = new Date().toTimeString().slice(0, 5);
      }
    } catch {
      /* offline or leaving: the words are still in the form, the next change tries again */
    }
  };
  // A window that is closed, or a link that is followed, before the next save: the last words go on their way by themselves.
  const keepNow = () => {
    if (!timer || !form?.isConnected) return;
    clearTimeout(timer);
    timer = 0;
    const words = wordsOf(form).toString();
    if (words !== last && navigator.sendBeacon?.(form.dataset.draft, new URLSearchParams(words))) last = words;
  };
  const watch = () => {
    clearTimeout(timer);
    timer = 0;
    form = document.querySelector('form[data-draft]');
    last = form ? wordsOf(form).toString() : '';
  };
  addEventListener('input', (event) => {
    if (form?.contains(event.target) && !timer) timer = setTimeout(keep, everyMs);
  });
  addEventListener(
    'submit',
    (event) => {
      if (event.target !== form) return;
      clearTimeout(timer);
      timer = 0;
      if (leaving) leaving.abort();
    },
    true,
  );

  addEventListener('pagehide', keepNow);
  document.addEventListener('turbo:before-visit', keepNow);
  document.addEventListener('turbo:load', watch);
  document.addEventListener('turbo:render', watch);
  document.addEventListener('turbo:load', () => {
    // After a change of page the reader's place is the top of the new one, and it is read out.
    if (started && !document.activeElement.matches('[autofocus], .error-summary, .error-summary *')) {
      const main = document.getElementById('main');
      if (main) main.focus({ preventScroll: true });
    }
    started = true;
  });
  let started = false;
  if (!Turbo) watch();
})();
