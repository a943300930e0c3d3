// A visitor and a member of staff at the doors of the verdicts' room, and a matter that has been answered: what its tests start from.

import { join } from 'node:path';
import { Hono } from 'hono';
import { act, type NewConcern, openMatter, type Receipt, tickMatter } from '#features/matters/index.ts';
import { staffGate } from '#features/people/staff-sign-in.tsx';
import { inviteRaisers } from '#features/verdicts/index.ts';
import { verdictsPortalDoor } from '#features/verdicts/portal.tsx';
import { verdictsStaffDoor } from '#features/verdicts/staff.tsx';
import { openFileStore } from '#platform/files/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { packageRoot } from '#platform/root.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import type { TestCounty } from './county.ts';

export type Doors = Hono<HttpEnv>;

export async function verdictDoors(
  county: TestCounty,
  dataDir: string,
): Promise<{ app: Doors; signIn(login: string): Promise<Visitor>; visitor(): Visitor }> {
  const { ports } = county;
  const access = openStaffAccess(ports);
  const app = httpFrame({
    log: ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 1,
    sign: (text) => ports.secrets.lookupHash(text, 'public-form'),
  });
  app.route('/', openAssets(join(packageRoot(), 'public')).door as unknown as Doors);
  app.route('/', verdictsPortalDoor(ports));
  const staff = new Hono<StaffEnv>();
  staff.use(staffGate({ ...ports, ...access }, {}));
  staff.route('/', verdictsStaffDoor({ ...ports, files: await openFileStore(dataDir) }, { baseUrl: 'https://example.test' }));
  app.route('/staff', staff as unknown as Doors);
  let visitors = 0;
  const visitor = (): Visitor => {
    visitors += 1;
    return new Visitor(app, `203.0.${Math.floor(visitors / 250)}.${visitors % 250}`);
  };
  return {
    app,
    visitor,
    async signIn(login) {
      const { token } = await access.sessions.open(`acc-${login}`);
      const me = visitor();
      me.cookies.set('daodi', token);
      return me;
    },
  };
}

export type Page = { status: number; html: string; path: string; headers: Headers };

/** Keeps cookies, follows one redirect, sends forms with the token of the page they stand on; without any script. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly app: Doors;
  address: string;
  constructor(app: Doors, address: string) {
    this.app = app;
    this.address = address;
  }

  async get(path: string): Promise<Page> {
    return this.#answer(path, await this.app.request(path, { headers: this.#headers() }));
  }

  /** Sends a form as the browser would from `from`; `files` makes it multipart. */
  async send(
    path: string,
    fields: Record<string, string | string[]>,
    from: string | Page,
    files: Record<string, File> = {},
  ): Promise<Page> {
    const page = typeof from === 'string' ? await this.get(from) : from;
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const entries = Object.entries({ csrf, ...fields }).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    const body = Object.keys(files).length > 0 ? new FormData() : new URLSearchParams();
    for (const [name, value] of entries) body.append(name, value);
    if (body instanceof FormData) for (const [name, file] of Object.entries(files)) body.append(name, file);
    const response = await this.app.request(path, { method: 'POST', headers: this.#headers(), body });
    if (response.status !== 303) return this.#answer(path, response);
    this.#keep(response);
    return this.get(response.headers.get('location') ?? '/');
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'x-forwarded-for': this.address };
  }

  async #answer(path: string, response: Response): Promise<Page> {
    this.#keep(response);
    const location = response.status === 303 ? response.headers.get('location') : null;
    if (location) return this.get(location);
    return { status: response.status, html: await response.text(), path, headers: response.headers };
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line) || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** The value of a hidden field of a page. */
export const hiddenOf = (page: Page, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? '';

export async function raised(county: TestCounty, over: Partial<NewConcern> = {}): Promise<Receipt> {
  const answer = await openMatter(
    county.ports,
    { kind: 'raiser' },
    {
      channel: 'web',
      kind: 'help',
      title: '路灯不亮（示例）',
      text: '幸福小区门口的路灯坏了两个星期，老人夜里摔了一跤。',
      placeText: '东街社区',
      placeId: 'p-dongjie',
      categoryId: 'housing',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: { name: '张示例', phone: '13800001234' },
      wantsReply: true,
      ...over,
    },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.receipt;
}

/** Dispatched to the housing bureau (unless it is theirs already), signed for, contacted, answered, and the raiser invited. */
export async function answered(county: TestCounty, number: string, round: 'first' | 'again' = 'first'): Promise<void> {
  const { ports } = county;
  const ask = async (login: string, command: Parameters<typeof act>[3]): Promise<void> => {
    const outcome = await act(ports, county.actor(login), number, command);
    if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal}`);
  };
  if (round === 'first') await ask('paidan', { do: 'dispatch', to: 'housing', reason: '职责清单部1', copyTo: null });
  await ask('chengban', { do: 'acknowledge' });
  await ask('chengban', { do: 'contact', how: 'phone', words: '内部：老人姓钱，住三单元', reached: true });
  await ask('chengban', { do: 'note', words: '内部：电工周示例去看过', evidence: [] });
  await ask('chengban', {
    do: 'reply',
    text: round === 'first' ? '路灯线路已修复，今晚亮灯。' : '又换了灯头，已经亮了三晚。',
    outcome: 'support',
    basis: '《城市照明管理规定》',
    remedy: '不满意请评价“没办好”',
    evidence: [],
    toldHow: 'phone',
  });
  await tickMatter(ports, number);
  await inviteRaisers(ports);
}

/** The link in the outbox, opened as the channel would; null when there is none. */
export async function sealedLink(county: TestCounty, matterId: string): Promise<string | null> {
  const row = await county.ports.db
    .selectFrom('outbox')
    .select(['id', 'body'])
    .where('matter_id', '=', matterId)
    .where('kind', '=', 'verdictInvited')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { link } = (row?.body ?? {}) as { link?: string | null };
  return row && link ? county.ports.secrets.openColumn(link, `outbox.link:${row.id}`) : null;
}
