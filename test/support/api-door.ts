// The API's door in process, over a seeded demo county, with one token for each person of the demo.
import { apiDoor } from '#features/api/api.ts';
import { createToken } from '#features/people/index.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { openStaffAccess } from '#platform/session/access.ts';
import { demoPeople } from '../../src/cli/demo/county.ts';
import { type TestCounty, testCounty } from './county.ts';

export type Answer = { status: number; json: Record<string, unknown>; type: string | null; headers: Headers };

export const concern = {
  title: '门口路面塌陷（示例）',
  text: '小区门口的路面塌陷了一块，车辆绕行。',
  place: '东街社区',
  category: 'housing',
  contact: { name: '张示例', phone: '13800000001' },
};

export async function openApiDoor() {
  const county: TestCounty = await testCounty();
  const ports = { ...county.ports, ...openStaffAccess(county.ports) };
  const tokens: Record<string, string> = {};
  for (const p of demoPeople) {
    const made = await createToken(ports, null, { accountId: `acc-${p.login}`, roles: p.roles, name: p.token, expiresAt: null });
    if (!made.ok) throw new Error(made.refusal);
    tokens[p.token] = made.secret;
  }
  const app = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 0,
    sign: (t) => t,
  });
  app.route('/api/v1', apiDoor(ports));

  /** `who` is the name of a demo token, or a secret as it is. A text or bytes as body go as they are. */
  async function call(who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[who] ?? who}`, 'content-type': 'application/json', ...headers },
      ...(raw === undefined ? {} : { body: raw as string }),
    });
    const text = await response.text();
    const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, json, type: response.headers.get('content-type'), headers: response.headers };
  }
  const raise = async (over = {}): Promise<string> => {
    const made = await call('intake', 'POST', '/concerns', { ...concern, ...over });
    if (made.status !== 201) throw new Error(JSON.stringify(made.json));
    return String(made.json['number']);
  };
  const ask = (who: string, number: string, verb: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    call(who, 'POST', `/matters/${number}/${verb}`, body, headers);
  return { county, app, call, raise, ask, close: () => county.close() };
}
