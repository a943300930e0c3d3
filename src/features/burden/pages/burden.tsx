// One page to print for the filing and to be challenged by: eight parts, each asked of the system at the moment of asking.
import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { clockIn, countWords, dayIn, instantWords, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Table } from '#ui/table.tsx';
import type { Burden } from '../actions.ts';
import type { FormRow } from '../rules-fields.ts';
import { partWords } from '../words.ts';
import { burdenText as text } from './burden-text.ts';

export type NoticeLine = { what: string; about: 'step' | 'clock' };
type Props = {
  frame: PublicFrame;
  burden: Burden;
  notices: readonly NoticeLine[];
  askedWords: (request: Burden['requests'][number]) => string;
  opinionWords: (opinion: Burden['opinions'][number]) => { state: string; verdict: string };
  outletName: (kind: string) => string;
  now: Instant;
};
type Part = Props & { t: (typeof text)['zh'] };

export function BurdenPage(props: Props) {
  const { frame, burden, now } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p>{t.what}</p>
      <p>{t.asked(countWords(burden.tables), countWords(burden.columns), `${dayIn(now)} ${clockIn(now)}`)}</p>
      <Fields {...props} t={t} />
      <Notices {...props} t={t} />
      <Proofs {...props} t={t} />
      <Systems {...props} t={t} />
      <Opinions {...props} t={t} />
      <Uses {...props} t={t} />
      <section>
        <h2>{t.out}</h2>
        <ol>
          {t.outSteps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <blockquote>{t.outNotice(frame.county)}</blockquote>
      </section>
      <section>
        <h2>{t.filing}</h2>
        <p>
          <b>{burden.county.filing || t.noFiling}</b>
          {burden.county.changedOn ? t.filingOn(burden.county.changedOn) : ''}
        </p>
      </section>
    </PublicPage>
  );
}

function Fields({ frame, burden, askedWords, t }: Part) {
  const { lang } = frame;
  const state = ({ given, state: is }: FormRow) =>
    is === 'good' && given ? <span class="nowrap">{given.until}</span> : <Light colour="red">{is === 'none' ? t.noBasis : t.over}</Light>;
  const count = burden.forms.reduce((sum, form) => sum + form.fields.length, 0);
  return (
    <section>
      <h2>{t.fields}</h2>
      <p>{t.fieldsWhy(count, burden.forms.length)}</p>
      <Table
        lang={lang}
        caption={t.fields}
        hideCaption
        rows={burden.forms}
        columns={[
          { head: t.form, kind: 'main', cell: (form) => form.title[lang] },
          { head: t.asks, cell: (form) => form.fields.map((one) => one[lang]).join(lang === 'zh' ? '、' : ', ') },
          { head: t.owner, cell: ({ given }) => given?.owner[lang] ?? '' },
          { head: t.basis, cell: ({ given }) => given?.basis[lang] ?? '' },
          { head: t.expiry, cell: state },
        ]}
      />
      <h3>{t.requests}</h3>
      {burden.requests.length === 0 ? (
        <p>{t.noRequests}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.requests}
          hideCaption
          rows={burden.requests}
          columns={[
            { head: t.asks, kind: 'main', cell: (one) => <span lang="zh-CN">{`${one.title}：${one.fields.join('、')}`}</span> },
            { head: t.owner, cell: (one) => `${one.unit} · ${askedWords(one)}` },
            { head: t.basis, cell: (one) => <span lang="zh-CN">{one.basis}</span> },
            { head: t.expiry, cell: (one) => one.expiresOn },
          ]}
        />
      )}
      {burden.refusedRequests > 0 ? <p>{t.refused(burden.refusedRequests)}</p> : null}
    </section>
  );
}

function Notices({ frame, burden, notices, outletName, now, t }: Part) {
  const { lang } = frame;
  return (
    <section>
      <h2>{t.notices}</h2>
      <p>{t.noticesWhy}</p>
      <p>{`${t.steps}${notices
        .filter((one) => one.about === 'step')
        .map((one) => one.what)
        .join(t.stop)}`}</p>
      <p>{`${t.clocks}${notices
        .filter((one) => one.about === 'clock')
        .map((one) => one.what)
        .join(t.stop)}`}</p>
      {burden.outlets.length === 0 ? (
        <p>{t.noOutlets}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.outlets}
          rows={burden.outlets}
          columns={[
            { head: t.outlet, kind: 'main', cell: (one) => outletName(one.kind) },
            { head: t.state, cell: (one) => (one.isOn ? t.on : t.off) },
            { head: t.setBy, cell: (one) => `${one.unit || t.admin} · ${instantWords(one.changedAt, now, lang)}` },
          ]}
        />
      )}
    </section>
  );
}

function Proofs({ frame, burden, t }: Part) {
  return (
    <section>
      <h2>{t.proofs}</h2>
      <Table
        lang={frame.lang}
        caption={t.proofs}
        hideCaption
        rows={burden.proofs}
        columns={[
          { head: t.thing, kind: 'main', cell: (proof) => t.names[proof.what] },
          {
            head: t.found,
            cell: ({ found }) =>
              found.length === 0 ? (
                <Light colour="green">{t.none}</Light>
              ) : (
                <Light colour="red">{found.map(({ table, column }) => `${table}.${column}`).join(' ')}</Light>
              ),
          },
        ]}
      />
    </section>
  );
}

function Systems({ frame, burden, t }: Part) {
  const { systems } = burden.county;
  return (
    <section>
      <h2>{t.systems}</h2>
      {systems.length === 0 ? (
        <p>{t.noSystems}</p>
      ) : (
        <ul>
          {systems.map((one) => (
            <li>
              <span lang="zh-CN">{one.name}</span> · {t.how[one.how]} {one.since}
            </li>
          ))}
        </ul>
      )}
      <p>
        {t.twice}
        <Light colour={burden.twice.length === 0 ? 'green' : 'red'}>{String(burden.twice.length)}</Light>{' '}
        <span lang="zh-CN">{burden.twice.join('、')}</span>
      </p>
      <p>
        <a href={`/open-data${frame.lang === 'en' ? '?lang=en' : ''}`}>{t.openData}</a>
      </p>
    </section>
  );
}

function Opinions({ frame, burden, opinionWords, now, t }: Part) {
  const { lang } = frame;
  return (
    <section>
      <h2>{t.opinions}</h2>
      <p>{t.opinionsWhy}</p>
      {burden.opinions.length === 0 ? (
        <EmptyState title={t.noOpinions} />
      ) : (
        <Table
          lang={lang}
          caption={t.opinions}
          hideCaption
          rows={burden.opinions}
          columns={[
            { head: t.number, kind: 'main', cell: (row) => row.number },
            { head: t.received, cell: (row) => instantWords(row.receivedAt, now, lang) },
            { head: t.state, cell: (row) => opinionWords(row).state },
            {
              head: t.reply,
              cell: (row) =>
                row.repliedAt ? (
                  <>
                    {instantWords(row.repliedAt, now, lang)} <span lang="zh-CN">{row.reply}</span>
                  </>
                ) : (
                  '—'
                ),
            },
            { head: t.verdict, cell: (row) => opinionWords(row).verdict || '—' },
          ]}
        />
      )}
      <p>
        <a class="btn" href="/feedback?from=%2Fburden">
          {t.say}
        </a>
      </p>
    </section>
  );
}

function Uses({ frame, burden, t }: Part) {
  const { lang } = frame;
  const advice = ({ part, advice: is }: Burden['uses'][number]) =>
    is === 'switch-off' ? `${t.switchOff}${partWords[part].off[lang]}` : is === 'too-early' ? t.early : t.keep;
  return (
    <section>
      <h2>{t.uses}</h2>
      <p>{t.usesWhy}</p>
      <Table
        lang={lang}
        caption={t.uses}
        hideCaption
        rows={burden.uses}
        columns={[
          { head: t.part, kind: 'main', cell: ({ part }) => partWords[part].name[lang] },
          { head: t.times, kind: 'num', cell: ({ n }) => (n >= 1000 ? '1,000+' : countWords(n)) },
          { head: t.advice, cell: advice },
        ]}
      />
    </section>
  );
}
