// Every way to be told no in this room, one plain sentence each; and what came of a call, in words.
import type { FaultCode } from '#platform/outlets/outlets.ts';

type Words = { zh: string; en: string };

export type NoticesRefusal =
  | 'not-found'
  | 'not-administrator'
  | 'name-missing'
  | 'unknown-unit'
  | 'not-an-address'
  | 'not-https'
  | 'address-with-password'
  | 'inner-address'
  | 'not-this-robot'
  | 'secret-missing'
  | 'secret-unfit'
  | 'host-missing'
  | 'port-unfit'
  | 'mail-needs-tls'
  | 'from-unfit'
  | 'password-again'
  | 'quiet-unreadable'
  | 'join-unfit'
  | 'too-soon'
  | 'mail-address-unfit'
  | 'mail-domain-unfit'
  | 'mail-address-missing'
  | 'not-dead'
  | 'say-why'
  | 'outlet-off';

const kept = { zh: '您填的都还在。', en: 'Everything you typed is still here.' };

export const noticesRefusals: Record<NoticesRefusal, Words> = {
  'not-found': {
    zh: '没有找到，可能别人已经处理或删除了。什么都没有改动。',
    en: 'Not found: somebody may have dealt with it or removed it. Nothing was changed.',
  },
  'not-administrator': {
    zh: '只有系统管理员能改出口设置，什么都没有改动。',
    en: 'Only a system administrator may change outlets; nothing was changed.',
  },
  'name-missing': { zh: `请给这个出口起个名字，方便辨认。${kept.zh}`, en: `Please give it a name by which people know it. ${kept.en}` },
  'unknown-unit': { zh: `没有这个单位，请从列表里选。${kept.zh}`, en: `There is no such unit; choose one from the list. ${kept.en}` },
  'not-an-address': {
    zh: `这不是一个完整的网址，应以 https:// 开头。请从对方页面整段复制。`,
    en: 'This is no whole web address; it should begin with https://. Copy all of it from the other side.',
  },
  'not-https': {
    zh: '只能用 https:// 开头的网址，免得内容和密钥在路上被看到。',
    en: 'Only https:// addresses, so that nothing can be read on the way.',
  },
  'address-with-password': {
    zh: '网址里不要带用户名和密码，请去掉 @ 前面的部分。',
    en: 'Leave user name and password out of the address (the part before the @).',
  },
  'inner-address': {
    zh: '这个网址指向本机或内网。确实要用，请管服务器的人把主机名写进 DAODI_OUTLET_HOSTS 再试。',
    en: 'This leads to this machine or an inner network. If that is meant, let whoever keeps the server name the host in DAODI_OUTLET_HOSTS.',
  },
  'not-this-robot': {
    zh: '这不像是这种机器人的网址，请从群机器人的设置页整段复制“Webhook 地址”。',
    en: 'This does not look like the address of such a robot; copy the whole webhook address from the settings of the robot.',
  },
  'secret-missing': { zh: `请填密钥。${kept.zh}`, en: `Please give the secret. ${kept.en}` },
  'secret-unfit': {
    zh: '密钥应以 whsec_ 开头，后面是 24 到 64 字节的 Base64。可用页面上生成的那个。',
    en: 'The secret should begin with whsec_ and hold 24 to 64 bytes in Base64; the one offered on the page will do.',
  },
  'host-missing': {
    zh: `请填邮件服务器的主机名，例如 smtp.example.cn。${kept.zh}`,
    en: `Please name the mail server, for example smtp.example.cn. ${kept.en}`,
  },
  'port-unfit': {
    zh: '端口应是 1 到 65535 的整数，通常是 465 或 587。',
    en: 'The port is a whole number from 1 to 65535, usually 465 or 587.',
  },
  'mail-needs-tls': {
    zh: '不加密只能用于服务器管理员在 DAODI_OUTLET_HOSTS 里写明的主机，请选加密方式。',
    en: 'Without encryption only for a host named in DAODI_OUTLET_HOSTS; please choose one of the encrypted ways.',
  },
  'from-unfit': { zh: '发件地址不像邮件地址，请检查。', en: 'The sender does not look like a mail address; please check it.' },
  'password-again': {
    zh: '换了服务器、端口、加密方式或用户名，请把密码再填一遍：旧密码不会送到新的服务器。',
    en: 'Server, port, encryption or user changed: please type the password again. The old one is never sent to another server.',
  },
  'quiet-unreadable': {
    zh: '时间请写成 22:00 这样；不要静默时段，就把两个时间写成一样。',
    en: 'Write times like 22:00; for no quiet hours write the same time twice.',
  },
  'join-unfit': { zh: '合并时间是 0 到 60 分钟的整数。', en: 'Joining takes a whole number of minutes from 0 to 60.' },
  'too-soon': {
    zh: '这个出口刚才发得太密，为了不被对方停用，请过一分钟再试。什么都没有发出。',
    en: 'This outlet has just been used a lot; to keep the other side from closing it, try again in a minute. Nothing was sent.',
  },
  'mail-address-unfit': {
    zh: '这不像邮件地址，请检查。您填的还在。',
    en: 'This does not look like a mail address; please check it. It is still here.',
  },
  'mail-domain-unfit': {
    zh: '管理员只允许单位邮箱，这个地址的 @ 后面不在允许的范围内。您填的还在。',
    en: 'Only addresses of the offices are allowed; the part after the @ is not among them. What you typed is still here.',
  },
  'mail-address-missing': { zh: '请填一个接收测试邮件的地址。', en: 'Please give an address for the test letter.' },
  'not-dead': { zh: '这条消息已经处理过了，什么都没有改动。', en: 'This message has been dealt with already; nothing was changed.' },
  'say-why': { zh: '请写明不再发送的原因。什么都没有改动。', en: 'Please say why it is not sent any more. Nothing was changed.' },
  'outlet-off': { zh: '这个出口还关着，请先打开。什么都没有发出。', en: 'This outlet is off; switch it on first. Nothing was sent.' },
};

/** `{detail}` is the other side's own code. */
export const faultWords: Record<FaultCode, Words> = {
  timeout: {
    zh: '对方没有在规定时间内回答。消息留着，稍后再试；若一直这样，请查对方服务和网络。',
    en: 'The other side did not answer in time. It is kept and tried again; if this goes on, check their service and the network.',
  },
  unreachable: {
    zh: '连不上对方（{detail}）。消息留着，稍后再试；请查网址、网络和防火墙。',
    en: 'The other side cannot be reached ({detail}). It is kept and tried again; check address, network and firewall.',
  },
  tls: {
    zh: '加密连接没有建立（{detail}）。没有发出任何内容；请查对方证书或加密方式。',
    en: 'No encrypted connection ({detail}). Nothing was sent; check their certificate or the way of encryption.',
  },
  redirected: {
    zh: '对方要转到别的网址（{detail}），为安全起见没有跟去。请填最终的网址。',
    en: 'The other side points elsewhere ({detail}); for safety this is not followed. Give the final address.',
  },
  'answer-too-large': {
    zh: '对方的回答长得不正常，已中断。消息留着，稍后再试。',
    en: 'The answer was far too long and was broken off. It is kept and tried again.',
  },
  'inner-address': {
    zh: '网址指向本机或内网，没有发送。请改网址，或请管服务器的人写进 DAODI_OUTLET_HOSTS。',
    en: 'The address leads inside; nothing was sent. Change it, or let the keeper of the server name the host in DAODI_OUTLET_HOSTS.',
  },
  stopped: {
    zh: '服务停止，发送中断。消息留着，重启后再发。',
    en: 'The service was stopped. The message is kept and sent after the start.',
  },
  'answer-unreadable': {
    zh: '对方回答了，但不是这种出口该有的回答（{detail}），按没送到处理。请核对网址。',
    en: 'The other side answered, but not as such an outlet does ({detail}); it counts as not delivered. Check the address.',
  },
  'server-error': {
    zh: '对方服务出错（{detail}）。消息留着，稍后再试。',
    en: 'The other side has a fault ({detail}). It is kept and tried again.',
  },
  refused: {
    zh: '对方拒收（代码 {detail}）。消息放在“没送出去的”里，改好设置后可以重发。',
    en: 'The other side refused it (code {detail}). It lies under "not delivered" and can be sent again after a change.',
  },
  'too-many': {
    zh: '对方说发得太密（{detail}），已自动放慢，不算失败次数。',
    en: 'The other side had too many ({detail}); we slow down, and it does not count as a failure.',
  },
  signature: {
    zh: '签名对不上（{detail}）。请核对密钥，并看服务器时间是否准。',
    en: 'The signature does not fit ({detail}). Check the secret and the clock of this machine.',
  },
  keyword: {
    zh: '机器人设了关键词，我们的消息里没有（{detail}）。请把关键词设成“到底”。',
    en: 'The robot wants a keyword that our messages lack ({detail}). Set its keyword to 到底.',
  },
  'not-from-here': {
    zh: '机器人只收指定 IP 的消息（{detail}）。请把本服务器的公网 IP 加进去。',
    en: 'The robot takes messages from certain addresses only ({detail}). Add the public address of this server.',
  },
  'robot-gone': {
    zh: '机器人不存在、已停用或地址失效（{detail}）。请到群里重新添加，再把新地址填进来。',
    en: 'The robot is gone, stopped, or its address is void ({detail}). Add it to the group again and give the new address.',
  },
  'mail-sign-in': {
    zh: '邮件服务器不认这个用户名和密码（{detail}）。请重填。',
    en: 'The mail server does not know this user and password ({detail}). Please type them again.',
  },
  'mail-recipient': {
    zh: '邮件服务器说没有这个收件人（{detail}）。请本人核对地址。',
    en: 'The mail server knows no such receiver ({detail}). Let the person check the address.',
  },
  'mail-refused': { zh: '邮件服务器没有收下（{detail}）。', en: 'The mail server did not take it ({detail}).' },
  'settings-incomplete': {
    zh: '设置不完整或已失效（{detail}），没有发送。请打开设置补齐。',
    en: 'The settings are incomplete or void ({detail}); nothing was sent. Please complete them.',
  },
};

export function faultSentence(fault: string, detail: string, lang: 'zh' | 'en'): string {
  const words = Object.hasOwn(faultWords, fault) ? faultWords[fault as FaultCode][lang] : fault;
  return words.replace('{detail}', detail || '—');
}
