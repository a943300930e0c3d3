// What only the API can say: tokens, bodies, addresses. Refusals of the engine have their sentences in the matters room.
export type ApiProblem =
  | 'token-missing'
  | 'token-unknown'
  | 'body-too-large'
  | 'not-json'
  | 'bad-key'
  | 'fields-wrong'
  | 'no-such-address'
  | 'no-such-verb'
  | 'emergency'
  | 'secrecy';

const sentences: Record<ApiProblem, { zh: string; en: string }> = {
  'token-missing': {
    zh: '没有令牌。请在 Authorization 头里带 Bearer 令牌（由管理员用 daodi token create 签发）。',
    en: 'No token. Send a bearer token in the Authorization header (an administrator makes one with daodi token create).',
  },
  'token-unknown': {
    zh: '令牌无效、已过期或已撤销。请向管理员索取新的令牌。',
    en: 'The token is unknown, expired or revoked. Ask an administrator for a new one.',
  },
  'body-too-large': {
    zh: '内容超过 1 MB，没有保存。请缩短文字，附件走上传。',
    en: 'The body is over 1 MB; nothing was saved. Shorten the text; attachments are uploaded apart.',
  },
  'not-json': { zh: '内容不是 JSON 对象，没有保存。', en: 'The body is not a JSON object; nothing was saved.' },
  'bad-key': { zh: 'Idempotency-Key 应为 1 到 200 个字符。', en: 'Idempotency-Key takes 1 to 200 characters.' },
  'fields-wrong': {
    zh: '有的字段缺少或不对，没有保存。fields 里逐项列出。',
    en: 'Some fields are missing or wrong; nothing was saved. They are listed in fields.',
  },
  'no-such-address': { zh: '没有这个地址。接口清单见 /api/v1/openapi.json。', en: 'No such address. The list is at /api/v1/openapi.json.' },
  emergency: {
    zh: '内容像是正在发生的紧急情况，没有登记。请先拨打 call 里的号码；已经拨打的，带上 emergencyHandled: true 再提交。',
    en: 'This reads like an emergency happening now; nothing was registered. Call the number in `call` first; when that is done, send again with emergencyHandled: true.',
  },
  secrecy: {
    zh: '内容带有密级标志，没有保存。涉密事项请走保密渠道。',
    en: 'The words carry a secrecy marking; nothing was saved. Use the confidential channel.',
  },
  'no-such-verb': { zh: '没有这个动作。可用的动作列在 verbs 里。', en: 'No such verb. Those there are stand in verbs.' },
};

export const apiSentence = (code: ApiProblem, lang: 'zh' | 'en'): string => sentences[code][lang];
