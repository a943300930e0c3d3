import type { Child } from 'hono/jsx';
import { Sign, type SignShape } from './sign.tsx';

export type NoticeTone = 'info' | 'success' | 'warning' | 'stop';
const shapes: Record<NoticeTone, SignShape> = { info: 'ring', success: 'tick', warning: 'triangle', stop: 'block' };

type NoticeProps = { tone: NoticeTone; title: Child; children?: Child };

/** Says what happened, what was kept, and what to do next. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div class={`notice is-${tone}`} role={tone === 'stop' ? 'alert' : 'status'}>
      <Sign shape={shapes[tone]} />
      <div>
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
