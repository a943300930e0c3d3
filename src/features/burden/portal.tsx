// The public door of the burden self-check: /burden. Nothing is asked of whoever reads it.
import { Hono } from 'hono';
import type { Status } from '#core/matter/state.ts';
import { askedOfWords, frequencyWords } from '#features/data-requests/index.ts';
import { levelWords, solvedWords, statusWords } from '#features/matters/index.ts';
import { aboutWords, noticeWords } from '#features/notices/index.ts';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import type { AssetHref } from '#ui/links.ts';
import { type BurdenPorts, burdenOf } from './actions.ts';
import { BurdenPage } from './pages/burden.tsx';
import type { MandatoryForm } from './rules-fields.ts';

/** `forms`: what each form of the product asks for, read off the forms themselves by whoever puts the product together. */
export type BurdenOptions = { assetHref?: AssetHref; forms?: () => readonly MandatoryForm[] };

const outletWords: Record<string, { zh: string; en: string }> = {
  email: { zh: '电子邮件', en: 'mail' },
  wecom: { zh: '企业微信群机器人', en: 'WeCom robot' },
  dingtalk: { zh: '钉钉群机器人', en: 'DingTalk robot' },
  feishu: { zh: '飞书群机器人', en: 'Feishu robot' },
  webhook: { zh: '向其他系统推送', en: 'signed push' },
};

export function burdenPortalDoor(ports: BurdenPorts, { assetHref, forms = () => [] }: BurdenOptions = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.get('/burden', async (c) => {
    const { lang } = c.var;
    const burden = await burdenOf(ports, forms());
    const steps = Object.values(noticeWords).map((words) => ({ what: words[lang], about: 'step' as const }));
    const clocks = Object.values(aboutWords).map((words) => ({ what: words[lang], about: 'clock' as const }));
    const solved: Record<string, { zh: string; en: string }> = solvedWords;
    const levels: Record<number, { zh: string; en: string }> = levelWords;
    const page = (
      <BurdenPage
        frame={{ ...publicFrameOf(c), assetHref }}
        burden={burden}
        notices={[...steps, ...clocks]}
        askedWords={(one) => `${askedOfWords[one.askedOf][lang]} · ${frequencyWords[one.frequency][lang]}`}
        opinionWords={(one) => ({
          state: statusWords[one.status as Status][lang],
          verdict: [one.solved === null ? '' : solved[one.solved]?.[lang], one.level === null ? '' : levels[one.level]?.[lang]]
            .filter(Boolean)
            .join(' · '),
        })}
        outletName={(kind) => outletWords[kind]?.[lang] ?? kind}
        now={ports.now()}
      />
    );
    return c.html(page);
  });
  return door;
}
