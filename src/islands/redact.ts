// Boxes drawn on the photo instead of typed: each fills a row of the same form, in percent, so that what is sent is what a typed form would send.

const stage = document.querySelector<HTMLElement>('[data-redact]');
const picture = stage?.querySelector('img');
const rows = document.querySelector<HTMLElement>('fieldset.boxes');
if (stage && picture && rows) start(stage, picture, rows);

type Box = { left: number; top: number; width: number; height: number };

function start(stage: HTMLElement, picture: HTMLImageElement, rows: HTMLElement): void {
  picture.src = stage.dataset.redact ?? picture.src; // no net: one draws where one sees
  picture.draggable = false;
  stage.classList.add('can-draw');
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = stage.dataset.draw ?? '';
  stage.before(hint);
  for (const input of rows.querySelectorAll('input')) input.addEventListener('input', () => redraw());

  let from: { x: number; y: number } | null = null;
  let shown: HTMLElement | null = null;
  stage.addEventListener('pointerdown', (event) => {
    const hit = event.target;
    if (hit instanceof HTMLElement && hit.dataset.row) {
      fill(Number(hit.dataset.row), null);
      redraw();
      return;
    }
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    from = at(event);
    shown = boxOn(stage, { left: from.x, top: from.y, width: 0, height: 0 });
  });
  stage.addEventListener('pointermove', (event) => {
    if (from && shown) place(shown, between(from, at(event)));
  });
  stage.addEventListener('pointerup', (event) => {
    if (!from) return;
    const box = between(from, at(event));
    from = null;
    if (box.width >= 0.5 && box.height >= 0.5) fill(freeRow(), box);
    redraw();
  });

  const at = (event: PointerEvent) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    const part = (value: number) => Math.min(100, Math.max(0, 100 * value));
    return { x: part((event.clientX - left) / width), y: part((event.clientY - top) / height) };
  };
  const inputsOf = (row: HTMLElement) => [...row.querySelectorAll('input')];
  const allRows = () => [...rows.querySelectorAll<HTMLElement>('fieldset.box')];

  /** The first empty row; when none is left, a copy of the last one. */
  function freeRow(): number {
    const all = allRows();
    const free = all.findIndex((row) => inputsOf(row).every((input) => input.value === ''));
    const last = all.at(-1);
    if (free !== -1 || !last) return free;
    const more = last.cloneNode(true) as HTMLElement;
    for (const input of inputsOf(more)) {
      input.value = '';
      input.id = input.id.replace(/\d+$/, String(all.length));
      input.addEventListener('input', () => redraw());
    }
    for (const label of more.querySelectorAll('label')) label.htmlFor = label.htmlFor.replace(/\d+$/, String(all.length));
    const legend = more.querySelector('legend');
    if (legend) legend.textContent = (legend.textContent ?? '').replace(/\d+/, String(all.length + 1));
    last.after(more);
    return all.length;
  }

  function fill(row: number, box: Box | null): void {
    const values = box ? [box.left, box.top, box.width, box.height].map((value) => value.toFixed(1)) : ['', '', '', ''];
    inputsOf(allRows()[row] ?? rows).forEach((input, i) => {
      input.value = values[i] ?? '';
    });
  }

  function redraw(): void {
    for (const old of stage.querySelectorAll('.black')) old.remove();
    shown = null;
    for (const [i, row] of allRows().entries()) {
      const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN] = inputsOf(row).map((input) =>
        Number.parseFloat(input.value),
      );
      if ([left, top, width, height].some(Number.isNaN)) continue;
      boxOn(stage, { left, top, width: Math.min(width, 100 - left), height: Math.min(height, 100 - top) }).dataset.row = String(i);
    }
  }
  redraw();
}

const between = (a: { x: number; y: number }, b: { x: number; y: number }): Box => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});

/** Set through the object model, which the Content-Security-Policy allows; no style attribute is written. */
function place(element: HTMLElement, box: Box): void {
  for (const side of ['left', 'top', 'width', 'height'] as const) element.style[side] = `${box[side]}%`;
}

function boxOn(stage: HTMLElement, box: Box): HTMLElement {
  const made = document.createElement('div');
  made.className = 'black';
  place(made, box);
  stage.append(made);
  return made;
}
