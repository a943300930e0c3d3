import type { Child } from 'hono/jsx';

/** Says that there is nothing, why that may be, and what can be done. */
export function EmptyState({ title, children }: { title: Child; children?: Child }) {
  return (
    <div class="empty">
      <p>
        <b>{title}</b>
      </p>
      {children}
    </div>
  );
}
