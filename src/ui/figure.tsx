import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';

/** A chart always with its table: the picture is hidden from those who hear the page, the table tells it. `svg` comes from our own drawing. */
export function Figure({
  caption,
  svg,
  children,
}: {
  caption: Child;
  svg: string /** The table with the same numbers. */;
  children: Child;
}) {
  return (
    <figure class="figure">
      <figcaption>{caption}</figcaption>
      <div aria-hidden="true">{raw(svg)}</div>
      {children}
    </figure>
  );
}
