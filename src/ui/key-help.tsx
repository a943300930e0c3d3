// The keys of the staff pages. Without a script nothing of it is seen; with it, `?` opens it, and it also switches single keys off (WCAG 2.1.4).
import { type Lang, pick } from './lang.ts';

const text = {
  zh: {
    title: '键盘',
    keys: [
      ['j / k', '下一行 / 上一行'],
      ['Enter', '打开这一行'],
      ['x', '选上、取消选上这一行'],
      ['/', '到查找框'],
      ['?', '打开、关上这张表'],
      ['Esc', '离开输入框，关上这张表'],
    ],
    off: '关掉单键',
    on: '打开单键',
    close: '关上',
  },
  en: {
    title: 'Keyboard',
    keys: [
      ['j / k', 'next row / row before'],
      ['Enter', 'open this row'],
      ['x', 'choose this row, or not'],
      ['/', 'to the search box'],
      ['?', 'open and close this list'],
      ['Esc', 'leave a box, close this list'],
    ],
    off: 'Switch single keys off',
    on: 'Switch single keys on',
    close: 'Close',
  },
};

export function KeyHelp({ lang }: { lang: Lang }) {
  const t = pick(text, lang);
  return (
    <dialog id="keys" class="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{t.title}</h2>
      <dl>
        {t.keys.map(([key, what]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="presses">
        <button type="button" class="btn" data-keys="toggle" data-on={t.on} data-off={t.off}>
          {t.off}
        </button>
        <button type="button" class="btn" data-keys="close">
          {t.close}
        </button>
      </p>
    </dialog>
  );
}
