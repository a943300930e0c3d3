// Why something about people was not done, in one sentence each.
import type { PasswordRefusal } from './rules.ts';

export type PeopleRefusal =
  | PasswordRefusal
  | 'sign-in-wrong'
  | 'sign-in-locked'
  | 'password-wrong'
  | 'password-same'
  | 'passwords-differ'
  | 'login-shape'
  | 'login-taken'
  | 'name-missing'
  | 'unknown-unit'
  | 'unknown-parent'
  | 'unknown-person'
  | 'unknown-role'
  | 'unknown-category'
  | 'unknown-post'
  | 'unknown-entry'
  | 'role-excluded'
  | 'own-account'
  | 'post-held'
  | 'last-admin'
  | 'not-allowed'
  | 'role-not-held'
  | 'unit-in-use'
  | 'kind-unfit'
  | 'day-unreadable'
  | 'days-reversed'
  | 'title-missing'
  | 'lead-missing'
  | 'unknown-token'
  | 'already-disabled'
  | 'set-up-done'
  | 'link-unusable';

type Sentence = { zh: string; en: string };

export const peopleRefusals: Record<PeopleRefusal, Sentence> = {
  'sign-in-wrong': {
    zh: '账号或密码不对。请再看一看大小写和输入法。',
    en: 'The account name or the password is not right. Please check capitals and the input method.',
  },
  'sign-in-locked': {
    zh: '试错的次数太多，请 15 分钟后再试。急用请找安全管理员重设密码。',
    en: 'Too many wrong tries; please wait 15 minutes. If it is urgent, the security administrator can set a new password.',
  },
  'password-short': {
    zh: '密码至少 10 个字。用几个不相干的词连起来，又好记又难猜。',
    en: 'A password needs at least 10 characters. A few unrelated words in a row are easy to remember and hard to guess.',
  },
  'password-long': { zh: '密码最多 200 个字。', en: 'A password has at most 200 characters.' },
  'password-is-login': { zh: '密码不能就是账号。', en: 'The password must not be the account name.' },
  'password-common': {
    zh: '这个密码太常见，别人会先试它。请换一个。',
    en: 'This password is among the first that others would try. Please choose another.',
  },
  'password-wrong': { zh: '现在的密码不对，没有改动。', en: 'The present password is not right; nothing was changed.' },
  'password-same': { zh: '新密码和现在的一样，没有改动。', en: 'The new password is the present one; nothing was changed.' },
  'passwords-differ': { zh: '两次写的新密码不一样，请重写。', en: 'The two new passwords differ; please write them again.' },
  'login-shape': { zh: '账号名用 2 到 40 个字母、数字、汉字或 . _ - 组成。', en: 'An account name has 2 to 40 letters, digits or . _ -' },
  'login-taken': { zh: '这个账号名已经有人用了，请换一个。', en: 'This account name is taken; please choose another.' },
  'name-missing': { zh: '请写姓名或名称。', en: 'Please give a name.' },
  'unknown-unit': { zh: '没有这个单位，或者它已撤销。', en: 'There is no such unit, or it has ended.' },
  'unknown-parent': { zh: '没有这个上级。', en: 'There is no such parent.' },
  'unknown-person': { zh: '没有这个账号。', en: 'There is no such account.' },
  'unknown-role': { zh: '没有这个岗位。', en: 'There is no such post.' },
  'unknown-category': { zh: '没有这个类别。', en: 'There is no such category.' },
  'unknown-post': { zh: '这个岗位任职不存在，或者已经结束。', en: 'This post does not exist or has ended already.' },
  'unknown-entry': { zh: '清单里没有这一条，或者它已经结束。', en: 'The list has no such entry, or it has ended already.' },
  'role-excluded': {
    zh: '系统管理、安全管理、审计管理必须是三个人，一个账号不能兼两个。',
    en: 'System, security and audit administration must be three people: one account cannot hold two of them.',
  },
  'own-account': {
    zh: '不能给自己加岗位，也不能停用自己。请另一位管理员来办。',
    en: 'Nobody gives posts to themselves or disables their own account. Ask another administrator.',
  },
  'post-held': { zh: '这个人已经有这个岗位。', en: 'This person holds the post already.' },
  'last-admin': {
    zh: '这是最后一位系统管理员，停用后就没有人能管理了。请先设另一位。',
    en: 'This is the last system administrator. Appoint another one first.',
  },
  'not-allowed': { zh: '您的岗位不能做这件事，没有改动。', en: 'Your post does not include this; nothing was changed.' },
  'role-not-held': { zh: '令牌的岗位必须是这个账号现在担任的岗位。', en: 'A token can only carry posts that the account holds today.' },
  'unit-in-use': {
    zh: '这个单位还有下级单位或没有停用的账号，请先安排好。',
    en: 'This unit still has units below it or open accounts. Settle those first.',
  },
  'kind-unfit': {
    zh: '上级和下级的类别不合：部门和乡镇在县下面，村在乡镇下面。',
    en: 'The kinds do not fit: departments and townships stand under the county, villages under townships.',
  },
  'day-unreadable': { zh: '日期请写成 2026-11-23 这样。', en: 'Please write the date like 2026-11-23.' },
  'days-reversed': { zh: '结束日期早于开始日期。', en: 'The last day is before the first.' },
  'title-missing': { zh: '请写事项编号和名称。', en: 'Please give the number and the title of the item.' },
  'lead-missing': {
    zh: '收回的和配合的事项，要写明由哪个单位牵头。',
    en: 'Say which unit leads what was taken back or is only helped with.',
  },
  'unknown-token': { zh: '没有这个令牌，或者已经作废。', en: 'There is no such token, or it is revoked already.' },
  'already-disabled': { zh: '这个账号已经停用。', en: 'This account is disabled already.' },
  'set-up-done': {
    zh: '系统已经有管理员，设置链接不能再用。请直接登录。',
    en: 'There is an administrator already; the set-up link no longer works. Please sign in.',
  },
  'link-unusable': {
    zh: '这个设置链接不对、用过了，或者超过了 30 分钟。请在服务器上重新生成一个。',
    en: 'This set-up link is wrong, used, or older than 30 minutes. Make a new one on the server.',
  },
};

export type Outcome<T = unknown> = ({ ok: true } & T) | { ok: false; refusal: PeopleRefusal };
export const refuse = (refusal: PeopleRefusal): { ok: false; refusal: PeopleRefusal } => ({ ok: false, refusal });
