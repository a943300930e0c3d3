// A shape for every colour: nothing in the product is told by colour alone. Written as raw text because lists draw one per row.
import { raw } from 'hono/html';

export type SignShape = 'ring' | 'triangle' | 'block' | 'tick' | 'dash';

const svg = (body: string) => raw(`<svg class="sign" viewBox="0 0 12 12" aria-hidden="true">${body}</svg>`);
const line = 'fill="none" stroke="currentColor" stroke-width="2"';
const signs = {
  ring: svg(`<circle cx="6" cy="6" r="4" ${line}/>`),
  triangle: svg('<path d="M6 1l5.5 10H.5z"/>'),
  block: svg('<path d="M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z"/>'),
  tick: svg(`<path d="M1 6.5L4.5 10 11 2" ${line}/>`),
  dash: svg(`<path d="M1 6h10" ${line}/>`),
} satisfies Record<SignShape, unknown>;

export function Sign({ shape }: { shape: SignShape }) {
  return signs[shape];
}
