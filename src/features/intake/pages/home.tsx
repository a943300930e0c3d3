// The first page: three doors, a phone number, and the two ways that need no screen.
import { Door } from '#ui/door.tsx';
import { BoardIcon, ProgressIcon, SpeakIcon } from '#ui/icons.tsx';
import { type Lang, pick } from '#ui/lang.ts';
import { publicLinks } from '#ui/links.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

const text = {
  zh: {
    title: '您有什么事要办？',
    say: '我要说事',
    sayMore: '一页一个问题，不用注册。不想留名字也可以。',
    progress: '查进度',
    progressMore: '看看到谁手上了、哪天答复。办得好不好，您说了算。',
    limits: '时限和公开规则',
    limitsMore: '多久答复、哪些内容公开、您的信息谁能看到。',
    other: '不方便用手机？',
    call: (phone: string) => `打 ${phone}，说给受理台听，同样有编号和回执。`,
    proxy: '也可以请家人、邻居或村干部代您填：第三步选“我是替别人填的”，办得好不好仍由您本人评价。',
    urgent: '有人正有危险，请直接打 110、119、120 或 122。',
  },
  en: {
    title: 'What can we do for you?',
    say: 'Raise a concern',
    sayMore: 'One question a page, no account. No name needed.',
    progress: 'Check progress',
    progressMore: 'Who has it and when you get an answer. Whether it was done well is yours to say.',
    limits: 'Time limits and what is public',
    limitsMore: 'How long it takes, what is published, who sees your data.',
    other: 'Rather not use a phone screen?',
    call: (phone: string) => `Call ${phone} and tell the desk; you get a number and a receipt all the same.`,
    proxy:
      'Or ask family, a neighbour or a village official to fill it in: on the third page choose "I am filling this in for somebody". The verdict stays yours.',
    urgent: 'If somebody is in danger now, call 110, 119, 120 or 122.',
  },
} satisfies Record<Lang, unknown>;

export function HomePage({ frame }: { frame: PublicFrame }) {
  const t = pick(text, frame.lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <Door href="/say" label={t.say} main icon={<SpeakIcon />}>
        {t.sayMore}
      </Door>
      <Door href="/progress" label={t.progress} icon={<ProgressIcon />}>
        {t.progressMore}
      </Door>
      <Door href={publicLinks.limits} label={t.limits} icon={<BoardIcon />}>
        {t.limitsMore}
      </Door>
      <h2>{t.other}</h2>
      <p>{t.call(frame.phone)}</p>
      <p>{t.proxy}</p>
      <p>{t.urgent}</p>
    </PublicPage>
  );
}
