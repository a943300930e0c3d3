// What every telling needs: both languages, dates in words, a moved deadline with both dates, evidence, the clock's own reasons.
import type { Day, Instant } from '#core/time/day.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { sayDue } from '#core/time/explain.ts';
import type { Lang } from '#ui/lang.ts';

/** Ids and times as people know them. `words` hides what this reader may not see in words that came from outside. */
export type Names = {
  lang: Lang;
  unit(id: string): string;
  person(id: string): string;
  category(id: string | null): string;
  place(id: string | null): string;
  day(on: Day): string;
  at(instant: Instant): string;
  words(text: string): string;
};

/** One event told: `stress` binds, `note` is quiet, `words` were said. `photos` are ids of pictures that belong to it. */
export type Told = {
  what: string;
  stress?: string | undefined;
  note?: string | undefined;
  words?: string | undefined;
  photos?: readonly string[] | undefined;
};

type Say = (zh: string, en: string) => string;

/** `deadlineWas` is the deadline before the event. */
export function tellerFor(names: Names, deadlineWas: Deadline | null) {
  const { lang } = names;
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const joined = (...parts: (string | false | null | undefined)[]) => parts.filter(Boolean).join(say('；', '; ')) || undefined;
  const moved = (deadline: Deadline | null): string | undefined => {
    if (deadline === null || deadline.dueAt === deadlineWas?.dueAt) return undefined;
    return deadlineWas === null
      ? say(`时限 ${sayDue(deadline, 'zh')}`, `due ${sayDue(deadline, 'en')}`)
      : say(
          `时限由 ${sayDue(deadlineWas, 'zh')} 改为 ${sayDue(deadline, 'zh')}`,
          `deadline moved from ${sayDue(deadlineWas, 'en')} to ${sayDue(deadline, 'en')}`,
        );
  };
  const by = (zh: string, en: string, at: Instant) => say(`${zh} ${names.at(at)} 前`, `${en} by ${names.at(at)}`);
  const ruleBy = (at: Instant | undefined) => (at === undefined ? '' : by('裁定须在', 'ruling due', at));
  const running = say('时限照常计算', 'the clock keeps running');

  return { names, lang, say, joined, moved, by, ruleBy, running };
}
export type Teller = ReturnType<typeof tellerFor>;

export function evidenceTold(evidence: readonly { kind: string; ref: string }[], say: Say): Pick<Told, 'note' | 'photos'> {
  const statements = evidence.filter((e) => e.kind === 'statement').map((e) => e.ref);
  const photos = evidence.filter((e) => e.kind === 'file').map((e) => e.ref);
  const parts = [...statements, ...(evidence.some((e) => e.kind === 'record') ? [say('本轮办理记录', 'the record of this round')] : [])];
  return {
    note: parts.length > 0 ? say(`凭据：${parts.join('；')}`, `evidence: ${parts.join('; ')}`) : undefined,
    photos: photos.length > 0 ? photos : undefined,
  };
}

/** Reasons that the clock gives are codes; people's reasons are their own words. */
export function plainReason(reason: string, say: Say): string | undefined {
  const codes: Record<string, string> = {
    'date-reached': say('到了约定的日期', 'the agreed date has come'),
    'not-acted-in-time': say('没有按时作出安排', 'nobody acted in time'),
    'written-criticism': say('催办后仍未答复', 'no reply after the urging'),
  };
  return codes[reason] ?? (reason || undefined);
}
