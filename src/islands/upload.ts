/**
 * The uploader of a photo field: shrinks on the phone, sends in pieces (tus), goes on after a lost line, and says of every file how much the server has of it.
 * Without this script the field is a plain one and the form brings the files along; whatever is not finished here does not exist there.
 */
import { Upload } from 'tus-js-client';
import { shrunk } from './shrink.ts';
import { type Words, words } from './upload-words.ts';

type Ended = { id: string } | null;
type Line = { text: HTMLElement; bar: HTMLProgressElement; buttons: HTMLElement; item: HTMLElement };

const pieceBytes = 256 * 1024;
/** Waits between tries, for about a quarter of an hour; being online again cuts a wait short. */
const waits = [500, 1_000, 2_000, 4_000, 8_000, ...Array<number>(28).fill(30_000)];

for (const field of document.querySelectorAll<HTMLElement>('[data-uploads]')) start(field);

function start(field: HTMLElement): void {
  const input = field.querySelector<HTMLInputElement>('input[type=file]');
  const form = input?.form;
  if (!input || !form) return;
  const say = words[field.dataset.lang === 'en' ? 'en' : 'zh'];
  const most = Number(field.dataset.most ?? '6');
  const headers: Record<string, string> = field.dataset.token ? { 'X-CSRF': field.dataset.token } : {};
  const list = document.createElement('ul');
  list.className = 'uploads';
  list.setAttribute('aria-label', say.list);
  const told = document.createElement('p');
  told.className = 'hint';
  told.setAttribute('role', 'status');
  field.append(list, told);

  const running = new Set<Promise<Ended>>();
  let base: Promise<string> | null = field.dataset.uploads ? Promise.resolve(field.dataset.uploads) : null;
  const baseOf = (): Promise<string> => {
    base ??= newDraft(form, field.dataset.draft ?? '').catch((fault: unknown) => {
      base = null;
      throw fault;
    });
    return base;
  };
  const here = (): number =>
    form.querySelectorAll('button[name=drop]').length + form.querySelectorAll('input[name=kept]').length + running.size;

  const send = (file: File): void => {
    const line = lineFor(list, file, say);
    const one = sendOne(file, line, say, baseOf, headers, () => {
      line.item.remove();
      send(file);
    }).then((ended) => {
      if (ended) keep(field, line, file, ended.id, say);
      return ended;
    });
    running.add(one);
    void one.finally(() => {
      running.delete(one);
      if (running.size === 0) told.textContent = '';
    });
  };

  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    const room = Math.max(0, most - here());
    told.textContent = files.length > room ? say.many(most) : '';
    for (const file of files.slice(0, room)) send(file);
    input.value = ''; // they are on their way already, and must not come a second time with the form
  });

  form.addEventListener('submit', (event) => {
    if (running.size === 0) return;
    event.preventDefault();
    told.textContent = say.wait;
    const button = (event as SubmitEvent).submitter;
    // Only if all went well: otherwise what was not taken must be read first.
    void Promise.all([...running]).then((all) => {
      if (all.every((ended) => ended !== null)) form.requestSubmit(button);
    });
  });
}

/** The first photo of a concern that has no address yet: the words so far become a draft, and this page gets its address. */
async function newDraft(form: HTMLFormElement, path: string): Promise<string> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const answer = await fetch(path, { method: 'POST', body: fields });
  const said = (await answer.json().catch(() => ({}))) as Said & { base?: string };
  if (!said.base) throw new Refused(said);
  form.action = said.base;
  history.replaceState(null, '', said.base);
  return `${said.base}/uploads`;
}

type Said = { zh?: string; en?: string };
class Refused extends Error {
  readonly said: Said;
  constructor(said: Said) {
    super('refused');
    this.said = said;
  }
}

async function sendOne(
  file: File,
  line: Line,
  say: Words,
  baseOf: () => Promise<string>,
  headers: Record<string, string>,
  again: () => void,
): Promise<Ended> {
  const lang = say === words.en ? 'en' : 'zh';
  try {
    line.text.textContent = file.type.startsWith('image/') ? say.shrinking : say.sending(0);
    const [small, endpoint] = [await shrunk(file), await baseOf()];
    const url = await sent(small, file.name, endpoint, headers, line, say);
    if (url === null) return null;
    line.text.textContent = say.checking;
    const answer = await patiently(() => fetch(`${url}/finish`, { method: 'POST', headers }));
    const said = (await answer.json()) as Said & { id?: string };
    if (!said.id) throw new Refused(said);
    return { id: said.id };
  } catch (fault) {
    const reason = fault instanceof Refused ? fault.said[lang] : undefined;
    line.item.classList.add('is-bad');
    line.bar.hidden = true;
    line.text.textContent = reason ? say.failed + reason : say.noAnswer;
    line.buttons.replaceChildren(
      button(say.again, again),
      ' ',
      button(say.remove, () => line.item.remove()),
    );
    return null;
  }
}

/** The address of the whole upload; null when it was cancelled. What the bar shows is what the server has said it holds, never what was only handed to the line. */
function sent(
  file: Blob,
  filename: string,
  endpoint: string,
  headers: Record<string, string>,
  line: Line,
  say: Words,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint,
      headers,
      metadata: { filename },
      chunkSize: pieceBytes,
      retryDelays: waits,
      storeFingerprintForResuming: false, // no trace on a shared computer
      onChunkComplete: (_size, accepted, total) => {
        line.bar.value = total ? accepted / total : 1;
        line.text.textContent = say.sending(Math.round((100 * accepted) / (total || 1)));
      },
      onShouldRetry: (fault) => {
        const status = fault.originalResponse?.getStatus() ?? 0;
        const isWorth = status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 507);
        if (isWorth) line.text.textContent = say.lost;
        return isWorth;
      },
      onError: (fault) => {
        const body = 'originalResponse' in fault ? fault.originalResponse?.getBody() : undefined;
        reject(body ? new Refused(parsed(body)) : fault);
      },
      onSuccess: () => resolve(upload.url),
    });
    line.buttons.replaceChildren(
      button(say.cancel, () => {
        upload.abort(true).catch(() => undefined);
        line.item.remove();
        resolve(null);
      }),
    );
    // A phone that comes back into coverage need not wait for the next try.
    addEventListener('online', () => {
      if (line.text.textContent === say.lost) void upload.abort().then(() => upload.start());
    });
    upload.start();
  });
}

function parsed(body: string): Said {
  try {
    return JSON.parse(body) as Said;
  } catch {
    return {};
  }
}

/** Asks again while nobody answers: finishing is the same however often it is asked. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (const wait of waits) {
    try {
      const answer = await ask();
      if (answer.status < 500 || answer.status === 507) return answer;
    } catch {
      // the line is down
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return ask();
}

function lineFor(list: HTMLElement, file: File, say: Words): Line {
  const [item, name, text, bar, buttons] = [make('li'), make('b'), make('span'), make('progress'), make('span')];
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  text.textContent = say.sending(0);
  item.append(name, ' ', bar, ' ', text, ' ', buttons);
  list.append(item);
  return { item, text, bar, buttons };
}

/** The file is there: by its id in the form, or, where the draft knows it already, with the button that takes it away again. */
function keep(field: HTMLElement, line: Line, file: File, id: string, say: Words): void {
  line.bar.hidden = true;
  line.text.textContent = say.kept;
  line.item.classList.add('is-kept');
  if (field.dataset.keep) {
    const hidden = make('input');
    Object.assign(hidden, { type: 'hidden', name: field.dataset.keep, value: id });
    line.item.append(hidden);
    line.buttons.replaceChildren(button(say.remove, () => line.item.remove()));
  } else {
    const drop = button(say.remove);
    Object.assign(drop, { type: 'submit', name: 'drop', value: id });
    drop.setAttribute('aria-label', `${say.remove} ${file.name}`);
    line.buttons.replaceChildren(drop);
  }
}

function button(label: string, press?: () => void): HTMLButtonElement {
  const made = make('button');
  made.type = 'button';
  made.className = 'btn plain';
  made.textContent = label;
  if (press) made.addEventListener('click', press);
  return made;
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  return document.createElement(name);
}
