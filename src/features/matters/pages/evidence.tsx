// All photos and papers of a matter in one place: for those who may open them with what others see of each, for third parties the copies made for them.
import { type Lang, pick, sizeWords } from '#ui/lang.ts';
import type { EvidenceView } from './matter-view.ts';

const text = {
  zh: {
    title: '照片和文件',
    photo: (n: number) => `照片 ${n}`,
    download: '下载',
    closed: '别的单位看不到',
    copied: '别的单位看遮盖过的一份',
    cover: '做一份遮盖的',
    again: '看遮盖的那一份',
    copies: '只给您看遮盖过的照片，原件由承办单位保管。',
    withheld: (n: number) => `还有 ${n} 份没有遮盖版，您看不到；需要时请承办单位做一份。`,
    paper: '文件不给别的单位看',
  },
  en: {
    title: 'Photos and papers',
    photo: (n: number) => `Photo ${n}`,
    download: 'download',
    closed: 'other units do not see it',
    copied: 'other units see a copy with parts blacked out',
    cover: 'Make a copy to show',
    again: 'See that copy',
    copies: 'You see copies with parts blacked out; the owner unit keeps the originals.',
    withheld: (n: number) => `${n} more have no such copy and are not shown; ask the owner unit for one if you need it.`,
    paper: 'papers are not shown to other units',
  },
} satisfies Record<Lang, unknown>;

export type EvidenceProps = { originals: readonly EvidenceView[]; copies: readonly EvidenceView[]; withheld: number };

export function EvidenceCard({ lang, base, evidence }: { lang: Lang; base: string; evidence: EvidenceProps }) {
  const t = pick(text, lang);
  const { originals, copies, withheld } = evidence;
  if (originals.length + copies.length + withheld === 0) return null;
  return (
    <section class="card">
      <h2>{t.title}</h2>
      {originals.length > 0 ? (
        <ul class="files">
          {originals.map((file, i) => (
            <li>
              {file.kind === 'photo' ? (
                <PhotoLine file={file} n={i + 1} base={base} lang={lang} />
              ) : (
                <PaperLine file={file} base={base} lang={lang} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {copies.length + withheld > 0 && originals.length === 0 ? <p class="muted">{t.copies}</p> : null}
      {copies.length > 0 ? (
        <p class="photos">
          {copies.map((file, i) => (
            <>
              <Thumb id={file.id} n={i + 1} base={base} lang={lang} />{' '}
            </>
          ))}
        </p>
      ) : null}
      {withheld > 0 ? <p class="muted">{t.withheld(withheld)}</p> : null}
    </section>
  );
}

function Thumb({ id, n, base, lang }: { id: string; n: number; base: string; lang: Lang }) {
  return (
    <a href={`${base}/photos/${id}`}>
      <img src={`${base}/photos/${id}?size=thumb`} alt={pick(text, lang).photo(n)} loading="lazy" height="80" />
    </a>
  );
}

function PhotoLine({ file, n, base, lang }: { file: EvidenceView; n: number; base: string; lang: Lang }) {
  const t = pick(text, lang);
  return (
    <>
      <Thumb id={file.id} n={n} base={base} lang={lang} />
      <span>
        {file.hasCopy ? t.copied : t.closed}
        <br />
        <a href={`${base}/photos/${file.id}/redact`}>
          {file.hasCopy ? t.again : t.cover}
          <span class="sr"> {t.photo(n)}</span>
        </a>
      </span>
    </>
  );
}

function PaperLine({ file, base, lang }: { file: EvidenceView; base: string; lang: Lang }) {
  const t = pick(text, lang);
  return (
    <span>
      <a href={`${base}/photos/${file.id}`}>{file.name}</a>{' '}
      <span class="muted">
        {sizeWords(file.bytes)}, {t.download}; {t.paper}
      </span>
    </span>
  );
}
