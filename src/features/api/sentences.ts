// What only the API can say: tokens, bodies, addresses. Refusals of the engine have their sentences in the matters room.
export type ApiProblem =
  | 'token-missing'
  | 'token-unknown'
  | 'body-too-large'
  | 'not-json'
  | 'not-json-type'
  | 'not-utf8'
  | 'bad-key'
  | 'bad-version'
  | 'no-such-method'
  | 'fields-wrong'
  | 'no-such-address'
  | 'no-such-verb'
  | 'emergency'
  | 'secrecy';

export const apiProblems: Record<ApiProblem, { status: number; zh: string; en: string }> = {
  'token-missing': {
    status: 401,
    zh: '没有令牌。请在 Authorization 头里带 Bearer 令牌（由管理员用 daodi token create 签发）。',
    en: 'No token. Send a bearer token in the Authorization header (an administrator makes one with daodi token create).',
  },
  'token-unknown': {
    status: 401,
    zh: '令牌无效、已过期或已撤销。请向管理员索取新的令牌。',
    en: 'The token is unknown, expired or revoked. Ask an administrator for a new one.',
  },
  'body-too-large': {
    status: 413,
    zh: '内容超过 1 MB，没有保存。请缩短文字，附件走上传。',
    en: 'The body is over 1 MB; nothing was saved. Shorten the text; attachments are uploaded apart.',
  },
  'not-json': { status: 400, zh: '内容不是 JSON 对象，没有保存。', en: 'The body is not a JSON object; nothing was saved.' },
  'not-json-type': {
    status: 415,
    zh: '这里只收 JSON（Content-Type: application/json），没有保存。',
    en: 'This takes JSON only (Content-Type: application/json); nothing was saved.',
  },
  'not-utf8': {
    status: 400,
    zh: '内容不是 UTF-8 编码，存下来会成乱码，所以没有保存。请转成 UTF-8 再提交。',
    en: 'The body is not UTF-8 and would be saved garbled, so nothing was saved. Send it as UTF-8.',
  },
  'bad-version': {
    status: 400,
    zh: '版本号没有看懂，没有保存。If-Match 或 version 应为读到的那个整数。',
    en: 'The version was not understood; nothing was saved. If-Match or `version` is the whole number that was read.',
  },
  'no-such-method': {
    status: 405,
    zh: '这个地址不支持这种请求方法，什么都没有改动。可用的方法在 allow 里。',
    en: 'This address does not take that method; nothing was changed. Those it takes stand in allow.',
  },
  'bad-key': { status: 400, zh: 'Idempotency-Key 应为 1 到 200 个字符。', en: 'Idempotency-Key takes 1 to 200 characters.' },
  'fields-wrong': {
    status: 422,
    zh: '有的字段缺少或不对，没有保存。fields 里逐项列出。',
    en: 'Some fields are missing or wrong; nothing was saved. They are listed in fields.',
  },
  'no-such-address': {
    status: 404,
    zh: '没有这个地址。接口清单见 /api/v1/openapi.json。',
    en: 'No such address. The list is at /api/v1/openapi.json.',
  },
  emergency: {
    status: 409,
    zh: '内容像是正在发生的紧急情况，没有登记。请先拨打 call 里的号码；已经拨打的，带上 emergencyHandled: true 再提交。',
    en: 'This reads like an emergency happening now; nothing was registered. Call the number in `call` first; when that is done, send again with emergencyHandled: true.',
  },
  secrecy: {
    status: 422,
    zh: '内容带有密级标志，没有保存。涉密事项请走保密渠道。',
    en: 'The words carry a secrecy marking; nothing was saved. Use the confidential channel.',
  },
  'no-such-verb': { status: 404, zh: '没有这个动作。可用的动作列在 verbs 里。', en: 'No such verb. Those there are stand in verbs.' },
};

export const apiSentence = (code: ApiProblem, lang: 'zh' | 'en'): string => apiProblems[code][lang];
