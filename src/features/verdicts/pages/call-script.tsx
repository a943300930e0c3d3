// What the officer says, in order, and what must not be said: the verdict is the raiser's, so nobody asks for a good one, explains an answer away or makes a promise
// (rules.md (d) 8; complaint 1: "glad it is fixed" when it is not).
import { type Lang, pick } from '#ui/lang.ts';
import { levelOrder, levelWords, solvedOrder, solvedWords } from '../words.ts';

const text = {
  zh: {
    title: '照这个次序说',
    opening: '开场',
    openingWords: (title: string, unit: string) =>
      `您好，我是县里的回访员，不是办这件事的单位。您反映的“${title}”，${unit}已经答复。现在方便说两分钟吗？`,
    notNow: '不方便：问什么时候打合适，写进“情况”，记“没打通”。不是本人接的：不说是什么事，只问本人什么时候在。',
    first: '一、这件事办好了吗？',
    second: '二、您对办理满意吗？',
    third: '三、还有什么要说的？',
    asSaid: '让对方自己选，照原话记。没有说的不替他选，不愿意评价就记“不愿评价”。',
    ending: '结束',
    endingWords: '我照您说的记下了。说没办好的，按原来的编号重新办，对您没有任何影响；三天内想改，凭编号和电话后四位就能改。',
    never: '这些话不能说',
    nevers: [
      '请给个满意、帮忙打个好评，或者暗示不满意会有麻烦。',
      '替承办单位解释、争辩，或者答应什么时候办成。',
      '给礼品、话费、积分换评价。',
      '说出别的反映人、举报人，或者内部的意见和办理人的名字。',
      '追问身份证号、家庭情况等与这件事无关的事。',
    ],
    between: '、',
  },
  en: {
    title: 'Say it in this order',
    opening: 'Opening',
    openingWords: (title: string, unit: string) =>
      `Hello, I call for the county and do not belong to the unit that handled this. ${unit} has answered what you raised: "${title}". Do you have two minutes now?`,
    notNow:
      'If not: ask when to call, write it down and record "not reached". If somebody else answers: do not say what it is about, ask only when the raiser is there.',
    first: '1. Was it done?',
    second: '2. How satisfied are you?',
    third: '3. Anything else you want to say?',
    asSaid:
      'Let them choose, and write it as it is said. Choose nothing that was not said; whoever does not want to judge is recorded as declining.',
    ending: 'Ending',
    endingWords:
      'I have written it down as you said it. If it is not done, it is taken up again under the same number, and nothing speaks against you; within three days you may change it with the number and the last four digits of your phone.',
    never: 'What must not be said',
    nevers: [
      'Please say "satisfied", or any hint that a bad verdict brings trouble.',
      'Explaining or arguing for the unit, or promising when it will be done.',
      'A present, phone credit or points for a verdict.',
      'Other raisers, internal opinions, or names of those who handled it.',
      'Questions that have nothing to do with it: identity numbers, the family.',
    ],
    between: ', ',
  },
} satisfies Record<Lang, unknown>;

export function Script({ lang, title, unit }: { lang: Lang; title: string; unit: string }) {
  const t = pick(text, lang);
  return (
    <section class="card call-script">
      <h2>{t.title}</h2>
      <h3>{t.opening}</h3>
      <p class="say-aloud">{t.openingWords(title, unit)}</p>
      <p class="muted">{t.notNow}</p>
      <h3>{t.first}</h3>
      <p>{solvedOrder.map((value) => solvedWords[value][lang]).join(t.between)}</p>
      <h3>{t.second}</h3>
      <p>{levelOrder.map((value) => levelWords[value][lang]).join(t.between)}</p>
      <h3>{t.third}</h3>
      <p class="muted">{t.asSaid}</p>
      <h3>{t.ending}</h3>
      <p class="say-aloud">{t.endingWords}</p>
      <h3>{t.never}</h3>
      <ul class="never">
        {t.nevers.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
}
