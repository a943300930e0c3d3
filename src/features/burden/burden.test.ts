import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMatter } from '#features/matters/index.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { runOn } from '#test/support/database.ts';
import { burdenPortalDoor } from './portal.tsx';

let county: TestCounty;
const open = async (lang = 'zh'): Promise<string> => {
  const site = () => ({ county: '示例县', phone: '0000-12345' });
  const app = httpFrame({ log: county.ports.log, site, baseUrl: null, trustedProxies: 0, sign: (text) => text });
  app.route('/', burdenPortalDoor(county.ports));
  const answer = await app.request(`/burden?lang=${lang}`);
  expect(answer.status).toBe(200);
  return answer.text();
};
const reds = (html: string): number => html.match(/is-red|light red|red"/g)?.length ?? 0;

beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

it('asks the schema anew each time: nothing is found, until somebody adds such a column, and then it stands there by name', async () => {
  const clean = await open();
  expect(clean.match(/没有<\/span>|没有</g)?.length).toBeGreaterThanOrEqual(7);
  await runOn(county.ownerUrl, 'alter table account add column points int');
  expect(await open()).toContain('account.points');
  expect(reds(await open())).toBeGreaterThan(reds(clean));
  await runOn(county.ownerUrl, 'alter table account drop column points');
  expect(await open()).not.toContain('account.points');
});

it('lists opinions about the system with number and state, never their words, and no other matter', async () => {
  const raise = async (kind: 'system' | 'help', title: string) => {
    const done = await openMatter(
      county.ports,
      { kind: 'raiser' },
      {
        channel: 'web',
        kind,
        title,
        text: `${title}，请改一改`,
        placeText: '',
        placeId: null,
        categoryId: null,
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: null,
        wantsReply: false,
      },
    );
    if (!done.ok) throw new Error(done.refusal);
    return done.receipt.number;
  };
  const [opinion, other] = [await raise('system', '字太小'), await raise('help', '路灯不亮')];
  const page = await open('en');
  expect(page).toContain(opinion);
  expect(page).not.toContain(other);
  expect(page).not.toContain('字太小');
  expect(page).toContain('Burden self-check');
});
