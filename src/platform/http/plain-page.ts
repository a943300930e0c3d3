// A page that says one thing and needs nothing else to work: no database, no session, no stylesheet but its own link.
// The doors put their own frame around it where they can; this one is for the moment when something below them has failed.
import { html } from 'hono/html';

/** What happened, what was kept, what to do next; in the language of the request. */
export type SaidPlainly = {
  status: 200 | 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 429 | 500 | 503;
  title: string;
  sentences: readonly string[];
  /** Machine-readable code for callers of the API: kebab-case. */
  code: string;
  /** Found again in the log. */
  id?: string | undefined;
  /** What was typed and could not be taken, by field: shown to be copied, so that nothing is lost. */
  kept?: Readonly<Record<string, string>> | undefined;
  next?: { href: string; label: string } | undefined;
};

export function plainPage(said: SaidPlainly, lang: 'zh' | 'en', county: string) {
  const next = said.next ?? { href: '/', label: lang === 'zh' ? '回首页' : 'To the first page' };
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${said.title} · ${county}</title><link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/portal.css"></head>
<body class="public"><main id="main" class="inner"><h1>${said.title}</h1>
${said.sentences.map((sentence) => html`<p>${sentence}</p>`)}
${said.id ? html`<p>${lang === 'zh' ? '编号' : 'Reference'}：<code>${said.id}</code></p>` : ''}
${Object.entries(said.kept ?? {}).map(([name, text]) => html`<p><label for="kept-${name}">${lang === 'zh' ? '您写的（可以复制）' : 'What you wrote (to copy)'}</label></p><textarea id="kept-${name}" rows="10" readonly>${'\n'}${text}</textarea>`)}
<p><a class="btn" href="${next.href}">${next.label}</a></p></main></body></html>`;
}

/** RFC 9457. */
export function problemOf(said: SaidPlainly): Record<string, unknown> {
  return {
    type: `about:blank#${said.code}`,
    title: said.title,
    status: said.status,
    code: said.code,
    detail: said.sentences.join(' '),
    ...(said.id ? { instance: said.id } : {}),
  };
}
