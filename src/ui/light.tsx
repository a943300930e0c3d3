import type { Child } from 'hono/jsx';
import { Sign, type SignShape } from './sign.tsx';

/** blue: in time; yellow: due soon; red: overdue; green: done; grey: no clock. */
export type LightColour = 'blue' | 'yellow' | 'red' | 'green' | 'grey';
const shapes: Record<LightColour, SignShape> = { blue: 'ring', yellow: 'triangle', red: 'block', green: 'tick', grey: 'dash' };

/** A deadline light. The words carry the meaning; shape and colour repeat it. */
export function Light({ colour, children }: { colour: LightColour; children?: Child }) {
  return (
    <span class={`tag is-${colour}`}>
      <Sign shape={shapes[colour]} />
      {children}
    </span>
  );
}

/** A plain mark, e.g. a state or 示例. */
export function Tag({ children }: { children?: Child }) {
  return <span class="tag">{children}</span>;
}
