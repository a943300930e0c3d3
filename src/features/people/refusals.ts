// Why something about people was not done, in one sentence each.
import type { OpenIdRefusal } from '#platform/session/openid.ts';
import type { PasswordRefusal } from './rules.ts';
import type { PlanFault } from './rules-plan.ts';
import type { IssuerFault } from './rules-sign-in.ts';

export type PeopleRefusal =
  | PasswordRefusal
  | PlanFault
  | 'invitation-unusable'
  | 'code-chain'
  | 'code-taken'
  | 'last-desk'
  | 'unknown-place'
  | 'days-before'
  | 'table-changed'
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
  | 'link-unusable'
  | 'code-wrong'
  | 'code-locked'
  | 'step-over'
  | 'factor-not-begun'
  | 'factor-required'
  | 'factor-missing'
  | 'security-only'
  | IssuerFault
  | OpenIdRefusal
  | 'client-missing'
  | 'openid-off'
  | 'openid-unknown'
  | 'openid-taken'
  | 'unknown-session'
  | 'cover-self'
  | 'cover-unit'
  | 'cover-past'
  | 'cover-long'
  | 'cover-there'
  | 'cover-admin'
  | 'unknown-cover'
  | 'colleague-unfit';

type Sentence = { zh: string; en: string };

export const peopleRefusals: Record<PeopleRefusal, Sentence> = {
  'invitation-unusable': {
    zh: '这个邀请链接不对、用过了，或者超过了 7 天。请找管理员重发一个。',
    en: 'This invitation is wrong, used, or older than seven days. Ask an administrator for a new one.',
  },
  'unknown-word': { zh: '看不懂这个词。可写：', en: 'This word is not understood. Write one of: ' },
  'unknown-limit': { zh: '没有这条时限规则：', en: 'There is no such limit rule: ' },
  'code-in-use': {
    zh: '这个代码已有别的类别在用。要换成新的，请在“替代旧代码”里写上它：',
    en: 'This code belongs to another category now. To put a new one in its place, name it under "replaces": ',
  },
  'second-county': { zh: '县只有一个，已经有了。', en: 'There is one county, and it is here already.' },
  'code-taken': { zh: '这个代码已有别的类别在用，没有保存。', en: 'This code belongs to another category; nothing was saved.' },
  'last-desk': {
    zh: '这是最后一个受理派单的单位，不能撤，也不能去掉“受理派单”，不然新诉求没有地方去。没有保存。',
    en: 'This is the last unit that takes concerns in. Without it a new concern has nowhere to go. Nothing was saved.',
  },
  'unknown-place': { zh: '没有这个地点。', en: 'There is no such place.' },
  'days-before': {
    zh: '不能改到这一条生效以前：那时的派单是按当时的清单办的。没有保存。',
    en: 'It cannot reach back before the entry began: what was dispatched then, was dispatched by the list of then. Nothing was saved.',
  },
  'code-chain': {
    zh: '不能对应到它自己，或对应到又对应回来的类别。没有保存。',
    en: 'A category cannot map to itself, nor in a circle. Nothing was saved.',
  },
  'table-changed': {
    zh: '这张表已经不在了（放了一天以上，或已导入）。请重新上传。',
    en: 'This table is gone (older than a day, or imported). Please upload it again.',
  },
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
  'code-wrong': {
    zh: '这个验证码不对，或者已经用过。请等手机上换出下一个再填；也可以填一个没用过的恢复码。',
    en: 'This code is wrong or was used already. Wait for the next one on the phone, or use a recovery code that is still good.',
  },
  'code-locked': {
    zh: '验证码试错的次数太多，请 15 分钟后再试。手机和恢复码都丢了，请找安全管理员重设。',
    en: 'Too many wrong codes; please wait 15 minutes. If phone and recovery codes are both lost, see the security administrator.',
  },
  'step-over': {
    zh: '离输入密码已经超过 10 分钟，请重新登录。',
    en: 'More than ten minutes have passed since the password. Please sign in again.',
  },
  'factor-not-begun': {
    zh: '还没有开始设置，或者中途换过密钥。请重新扫码。',
    en: 'Nothing is being set up, or the key has changed. Scan the new code.',
  },
  'factor-required': {
    zh: '您的岗位必须有第二道验证，不能取消。换手机请用“换一部手机”。',
    en: 'Your post requires the second step, so it cannot be switched off. For a new phone use "Another phone".',
  },
  'factor-missing': { zh: '这个账号没有设第二道验证，没有改动。', en: 'This account has no second step; nothing was changed.' },
  'security-only': { zh: '这件事只有安全管理员能办，没有改动。', en: 'Only the security administrator may do this; nothing was changed.' },
  'issuer-unreadable': {
    zh: '认证服务的地址要写全，像 https://sso.example.gov.cn 这样。没有保存。',
    en: 'Write the whole address of the provider, like https://sso.example.gov.cn. Nothing was saved.',
  },
  'issuer-not-tls': {
    zh: '认证服务必须用 https 地址（只有本机可以用 http）。没有保存。',
    en: 'The provider must be reached by https (http only on this machine). Nothing was saved.',
  },
  'client-missing': {
    zh: '请填认证服务发给本系统的客户端编号。没有保存。',
    en: 'Give the client id the provider has issued. Nothing was saved.',
  },
  'openid-off': {
    zh: '统一认证没有开通，请用账号和密码登录。',
    en: 'The identity provider is switched off. Sign in with account and password.',
  },
  'openid-down': {
    zh: '统一认证服务现在连不上。请用账号和密码登录，这条路一直可用。',
    en: 'The identity provider cannot be reached now. Sign in with account and password; that always works.',
  },
  'openid-refused': {
    zh: '统一认证没有通过，没有登录。请再试一次，或用账号和密码登录。',
    en: 'The identity provider did not vouch for this sign-in. Try again, or use account and password.',
  },
  'openid-stale': {
    zh: '这次统一认证已经过时或用过了，没有登录。请从登录页重新开始。',
    en: 'This sign-in is out of date or used already. Begin again on the sign-in page.',
  },
  'openid-unknown': {
    zh: '这个统一身份还没有和本系统的账号连上。请先用账号和密码登录，再在“我的登录”里连上。',
    en: 'This identity is not joined to an account yet. Sign in with account and password first, then join them under "My sign-in".',
  },
  'openid-taken': {
    zh: '这个统一身份已经连着另一个账号，没有改动。',
    en: 'This identity is joined to another account; nothing was changed.',
  },
  'unknown-session': { zh: '这次登录已经结束了。', en: 'This session has ended already.' },
  'cover-self': { zh: '不能由自己代自己。请选一位同事。', en: 'Nobody stands in for themselves. Choose a colleague.' },
  'cover-unit': {
    zh: '只能由本单位、账号可用的同事代办。没有保存。',
    en: 'Only a colleague of the same unit with an open account can stand in. Nothing was saved.',
  },
  'cover-past': {
    zh: '最后一天已经过去了，请核对日期。没有保存。',
    en: 'The last day is over already; check the dates. Nothing was saved.',
  },
  'cover-long': {
    zh: '代办最长 92 天。更久的，请正式调整岗位。没有保存。',
    en: 'Standing in lasts 92 days at most; beyond that, change the posts. Nothing was saved.',
  },
  'cover-there': {
    zh: '这几天里已经安排了人代办。请先结束那一条。没有保存。',
    en: 'Somebody stands in on some of these days already. End that first. Nothing was saved.',
  },
  'cover-admin': {
    zh: '系统、安全、审计管理不能由别人代办；这个人没有别的岗位可代。没有保存。',
    en: 'System, security and audit administration cannot be stood in for, and there is no other post. Nothing was saved.',
  },
  'unknown-cover': { zh: '没有这条代办安排，或者已经结束。', en: 'There is no such arrangement, or it has ended already.' },
  'colleague-unfit': {
    zh: '接手的人要是本单位、账号可用的同事。没有改动。',
    en: 'Whoever takes over must be a colleague of the same unit with an open account. Nothing was changed.',
  },
};

export type Outcome<T = unknown> = ({ ok: true } & T) | { ok: false; refusal: PeopleRefusal };
export const refuse = (refusal: PeopleRefusal): { ok: false; refusal: PeopleRefusal } => ({ ok: false, refusal });
