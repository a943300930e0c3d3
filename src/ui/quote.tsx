import type { Child } from 'hono/jsx';

/** The raiser's own words, whole, with their line breaks; they are never edited (a summary is written apart). */
export function Quote({ words, children }: { words: string; children?: Child }) {
  return (
    <blockquote class="quote">
      <p>{words}</p>
      {children ? <footer>{children}</footer> : null}
    </blockquote>
  );
}
