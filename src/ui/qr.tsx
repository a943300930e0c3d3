import { raw } from 'hono/html';

/** A QR code. `svg` must come from our own QR writer, never from a person: it is put on the page as it is. */
export function QR({ svg, label, caption }: { svg: string; label: string; caption?: string | undefined }) {
  return (
    <figure class="qr">
      <div role="img" aria-label={label}>
        {raw(svg)}
      </div>
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}
