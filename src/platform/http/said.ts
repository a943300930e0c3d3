// The sentences of the frame itself, in both languages.
import type { SaidPlainly } from './plain-page.ts';

type Said = Pick<SaidPlainly, 'title' | 'sentences'>;
type Twin = { zh: Said; en: Said };

export const said = {
  fault: {
    status: 500,
    code: 'fault',
    zh: {
      title: '系统出了故障',
      sentences: ['这次没有办成，不是您的原因。已经存下的内容都在。', '请过几分钟按“返回”再试一次；还不行，请打电话并报下面的编号。'],
    },
    en: {
      title: 'Something went wrong here',
      sentences: [
        'This did not work, and it was not your doing. What was saved before is still there.',
        'Please go back and try again in a few minutes; if it fails again, call us and give the reference below.',
      ],
    },
  },
  notFound: {
    status: 404,
    code: 'not-found',
    zh: { title: '没有这个页面', sentences: ['地址可能写错了，或者页面已经搬走。', '您可以回首页重新找。'] },
    en: {
      title: 'There is no such page',
      sentences: ['The address may be mistyped, or the page has moved.', 'You can start again from the first page.'],
    },
  },
  tooLarge: {
    status: 413,
    code: 'too-large',
    zh: {
      title: '内容太大，没有收下',
      sentences: ['这次提交的内容超过了上限，一点也没有存。', '请按浏览器的“返回”，您写的都还在；把文字写短些、照片少选几张再提交。'],
    },
    en: {
      title: 'Too large to take',
      sentences: [
        'What was sent is over the limit, and none of it was saved.',
        'Please use the back button of your browser: what you wrote is still there. Shorten the text or choose fewer photos, and send again.',
      ],
    },
  },
  unreadable: {
    status: 400,
    code: 'form-unreadable',
    zh: { title: '表单没有传完整', sentences: ['收到的内容不完整，没有存。', '请按“返回”再提交一次，您写的都还在。'] },
    en: {
      title: 'The form did not arrive whole',
      sentences: ['What arrived was incomplete and was not saved.', 'Please go back and send it again: what you wrote is still there.'],
    },
  },
  unknownForm: {
    status: 415,
    code: 'form-type',
    zh: { title: '读不懂这种格式', sentences: ['这里只收网页表单，没有存任何内容。'] },
    en: { title: 'This format is not understood', sentences: ['Only web forms are taken here; nothing was saved.'] },
  },
  formStale: {
    status: 403,
    code: 'form-stale',
    zh: {
      title: '这张表单已经过期',
      sentences: ['为防止别人冒用，这次提交没有存。', '请按“返回”，刷新页面后再提交；写好的长段文字可以先复制下来。'],
    },
    en: {
      title: 'This form is out of date',
      sentences: [
        'To keep others from using it in your name, it was not saved.',
        'Please go back, reload the page and send it again; copy a long text first.',
      ],
    },
  },
  elsewhere: {
    status: 403,
    code: 'foreign-origin',
    zh: { title: '这次提交来自别的网站', sentences: ['为防止别人冒用，没有存任何内容。', '请直接打开本系统再办。'] },
    en: {
      title: 'This was sent from another site',
      sentences: ['To keep others from acting in your name, nothing was saved.', 'Please open this service directly and do it there.'],
    },
  },
  notYours: {
    status: 403,
    code: 'role-missing',
    zh: { title: '您的岗位不办这件事', sentences: ['没有做任何改动。', '如果这是您的工作，请让安全管理员给您加上相应岗位。'] },
    en: {
      title: 'Your post does not include this',
      sentences: ['Nothing was changed.', 'If it is part of your work, ask the security administrator for the post.'],
    },
  },
} satisfies Record<string, Twin & Pick<SaidPlainly, 'status' | 'code'>>;

export type SaidName = keyof typeof said;

export function saidIn(name: SaidName, lang: 'zh' | 'en', more: Pick<SaidPlainly, 'id' | 'next'> = {}): SaidPlainly {
  const { status, code, [lang]: words } = said[name];
  return { status, code, ...words, ...more };
}
