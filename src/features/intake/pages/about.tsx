// The four pages behind every footer: how limits are counted (from the live tables), what is public, privacy, accessibility. Plain words, no promise that no code keeps.
import type { Limit } from '#core/time/limits.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Table } from '#ui/table.tsx';

const units = {
  zh: {
    h: (n: number) => `${n} 小时`,
    wd: (n: number) => `${n} 个工作日`,
    d: (n: number) => `${n} 天`,
    mo: (n: number) => `${n} 个月`,
    y: (n: number) => `${n} 年`,
  },
  en: {
    h: (n: number) => `${n} ${n === 1 ? 'hour' : 'hours'}`,
    wd: (n: number) => `${n} working ${n === 1 ? 'day' : 'days'}`,
    d: (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`,
    mo: (n: number) => `${n} months`,
    y: (n: number) => `${n} years`,
  },
} satisfies Record<Lang, Record<Limit['unit'], (n: number) => string>>;

/** `5 个工作日` */
export const lengthOf = (limit: Pick<Limit, 'value' | 'unit'>, lang: Lang): string => units[lang][limit.unit](limit.value);

const limitText = {
  zh: {
    title: '时限怎么算的',
    intro: '每一件都有一个写在回执上的答复日期。下面的数字就是系统现在用的，县里改了表，这里跟着变。',
    byKind: '各类事多久答复',
    kind: '哪一类',
    reply: '答复',
    contact: '先联系您',
    basis: '依据',
    example: '举个例子：今天交上来的一件普通事',
    other: '其他时限',
    clock: '做什么',
    length: '多久',
    rules: [
      '收到或派单的当天不算，从第二天数起。',
      '“小时”按钟点连续算，夜里和节假日也算；“工作日”扣掉周末和放假、加上调休上班；“天”是自然日。',
      '放假安排还没公布的年份先标“暂定”，公布后重算，前后两个日期都留着。',
      '退回、改派不停表。只有四种情形可以暂停：等您补材料、法定鉴定听证、不可抗力、季节条件，而且要别人批准。',
    ],
    preset: '预设，可由县里修改',
    text: '已对照法规原文',
  },
  en: {
    title: 'How time limits are counted',
    intro:
      'Every concern has a date of answer that stands on its receipt. The figures below are those in use now; when the county changes its tables, this page changes too.',
    byKind: 'When each kind is answered',
    kind: 'Kind',
    reply: 'Answer',
    contact: 'First contact',
    basis: 'Source',
    example: 'For example: an ordinary concern sent today',
    other: 'Other limits',
    clock: 'What',
    length: 'How long',
    rules: [
      'The day of receipt or dispatch is not counted; counting starts the day after.',
      'Hours run by the clock, nights and holidays included; working days leave out weekends and holidays and include make-up workdays; days are natural days.',
      'Years whose holidays are not published yet are marked provisional, and counted anew when they are; both dates are kept.',
      'Returning or passing on stops no clock. Only four causes pause it (waiting for your papers, a statutory appraisal or hearing, force majeure, the season), and somebody else must agree.',
    ],
    preset: 'preset, the county may change it',
    text: 'read in the text of the law',
  },
} satisfies Record<Lang, unknown>;

export type LimitLine = { name: string; reply: string; contact: string; basis: string };
export type OtherLimit = { clock: string; length: string; basis: string };

/** Source in words, with how far it can be trusted. */
export const basisOf = (limit: Limit, lang: Lang): string =>
  `${limit.basis[lang]}${lang === 'zh' ? '，' : ', '}${limit.trust === 'V' ? limitText[lang].text : limitText[lang].preset}`;

export function LimitsPage({
  frame,
  lines,
  others,
  example,
}: {
  frame: PublicFrame;
  lines: readonly LimitLine[];
  others: readonly OtherLimit[];
  example: readonly string[];
}) {
  const { lang } = frame;
  const t = pick(limitText, lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p>{t.intro}</p>
      <ul>
        {t.rules.map((rule) => (
          <li>{rule}</li>
        ))}
      </ul>
      <h2>{t.example}</h2>
      <ul>
        {example.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <h2>{t.byKind}</h2>
      <Table
        lang={lang}
        caption={t.byKind}
        hideCaption
        rows={lines}
        columns={[
          { head: t.kind, kind: 'main', cell: (row) => row.name },
          { head: t.reply, cell: (row) => row.reply },
          { head: t.contact, cell: (row) => row.contact },
          { head: t.basis, cell: (row) => row.basis },
        ]}
      />
      <h2>{t.other}</h2>
      <Table
        lang={lang}
        caption={t.other}
        hideCaption
        rows={others}
        columns={[
          { head: t.clock, kind: 'main', cell: (row) => row.clock },
          { head: t.length, cell: (row) => row.length },
          { head: t.basis, cell: (row) => row.basis },
        ]}
      />
    </PublicPage>
  );
}

type Article = { title: string; parts: readonly { head: string; lines: readonly string[] }[] };
export type AboutTopic = 'open' | 'privacy' | 'accessibility';

const articles: Record<AboutTopic, Record<Lang, Article>> = {
  open: {
    zh: {
      title: '哪些内容公开',
      parts: [
        {
          head: '公开的',
          lines: [
            '时限表和怎么算的（本网站“时限怎么算的”）。',
            '记录的校验点：谁都能核对自己的回执有没有被改过。',
            '各类数字都写明分母、时间段和算法；没联系上的不算满意。',
          ],
        },
        {
          head: '不公开的',
          lines: [
            '您的姓名、电话、住址，在任何页面、表格、地图和导出里都没有。',
            '您的原话和照片，只有受理台、承办单位和回访的人能看到。',
            '检举控告的事，被反映的单位和它的上下级都看不到，查找里也没有。',
          ],
        },
        {
          head: '您能看到的',
          lines: ['您这件事从头到尾的经过、现在在谁手上、为什么等。', '谁看过您的姓名和电话：看过几次、什么岗位、什么时候。'],
        },
      ],
    },
    en: {
      title: 'What is public',
      parts: [
        {
          head: 'Public',
          lines: [
            'The tables of time limits and how they are counted.',
            'Checkpoints of the record: anybody can check that the own receipt was not altered.',
            'Every figure comes with its denominator, period and formula; people not reached never count as satisfied.',
          ],
        },
        {
          head: 'Not public',
          lines: [
            'Your name, phone and address: in no page, table, map or export.',
            'Your words and photos: seen by the desk, the unit that handles it and those who call back.',
            'Accusations: hidden from the unit they are about, from those above and below it, and from search.',
          ],
        },
        {
          head: 'What you can see',
          lines: [
            'The whole story of your concern, who holds it now and why it waits.',
            'Who looked at your name and phone: how often, in which post, when.',
          ],
        },
      ],
    },
  },
  privacy: {
    zh: {
      title: '隐私',
      parts: [
        {
          head: '我们要什么',
          lines: [
            '要紧的只有您说的事。姓名和电话可以不留；留了只用来告诉您进展、请您评价。',
            '不要定位，不要身份证，不用装任何程序，不用注册。',
            '照片里的拍摄地点、时间、机型在收下时去掉。',
          ],
        },
        {
          head: '放在哪里',
          lines: [
            '姓名、电话、住址加密存放，和办理记录分开，可以更正，到期删除。',
            '没有交的内容最多留一天，您也可以随时点“清掉”。',
            '浏览器里只存两样：记住语言和字号、防止别人冒用这张表。没有统计，没有别家的代码，什么也不往外传。',
            '为防止有人不停乱发，会按来访地址的摘要数次数，不存地址本身。',
          ],
        },
        {
          head: '您的权利',
          lines: [
            '要看、要改、要删您的信息，或者不愿意再被联系，打页脚的电话报编号就行。',
            '每次有人看您的姓名电话都有记录，您在“查进度”里能看到。',
          ],
        },
      ],
    },
    en: {
      title: 'Privacy',
      parts: [
        {
          head: 'What we ask for',
          lines: [
            'Only the matter itself. Name and phone are optional, used to tell you how it goes and to ask for your verdict.',
            'No location, no identity card, nothing to install, no account.',
            'Where and when a photo was taken, and with what, is removed when it arrives.',
          ],
        },
        {
          head: 'Where it is kept',
          lines: [
            'Name, phone and address are encrypted, kept apart from the record, can be corrected, and are deleted when their time is over.',
            'What was not sent is kept for a day at most; you can delete it at any time.',
            'Your browser keeps two things: language and print size, and a protection against forged forms. No statistics, no code of others, nothing leaves this system.',
            'To stop floods, tries are counted by a digest of the address; the address itself is not stored.',
          ],
        },
        {
          head: 'Your rights',
          lines: [
            'To see, correct or delete your data, or not to be contacted any more, call the number below and give your number.',
            'Every look at your name and phone is recorded, and shown to you under "Check progress".',
          ],
        },
      ],
    },
  },
  accessibility: {
    zh: {
      title: '无障碍',
      parts: [
        {
          head: '怎么用都行',
          lines: [
            '不会用手机：打电话、写信、到窗口，或请人代填，一样登记、一样有回执。',
            '字太小：点页面上方“大字版”。',
            '读屏软件、键盘都能用；不靠颜色，不靠拖动，没有看图验证码，不限时。',
            '说方言：第三步“还需要什么”里勾“请用方言说”。',
          ],
        },
        {
          head: '检查到什么程度',
          lines: [
            '每个页面在 360 和 1366 像素宽下用 axe 自动检查，没有发现问题才放上来；自动检查查不全，用着不便请告诉我们。',
            '依据《无障碍环境建设法》，页面不能用时可以要求其他方式办理。',
          ],
        },
      ],
    },
    en: {
      title: 'Accessibility',
      parts: [
        {
          head: 'Every way is fine',
          lines: [
            'No smartphone: call, write, come to the desk, or have it filled in; it is registered all the same and you get a receipt.',
            'Print too small: choose "Large print" above.',
            'Screen readers and keyboards work; nothing depends on colour or dragging, there are no picture puzzles and no time limit.',
            'Dialect: tick it on the third page.',
          ],
        },
        {
          head: 'How far it was checked',
          lines: [
            'Every page is checked by axe at 360 and 1366 pixels; none goes up with a finding. Machines do not find everything: please tell us.',
            'Under the Law on Building a Barrier-free Environment you may ask for another way when a page does not work for you.',
          ],
        },
      ],
    },
  },
};

export function ArticlePage({ frame, topic }: { frame: PublicFrame; topic: AboutTopic }) {
  const { title, parts } = articles[topic][frame.lang];
  return (
    <PublicPage {...frame} title={title}>
      <h1>{title}</h1>
      {parts.map(({ head, lines }) => (
        <>
          <h2>{head}</h2>
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </>
      ))}
    </PublicPage>
  );
}
