// Record: a checkpoint as lines of text for print, fax or a notice board: everything needed to compare it by eye or to type it in.
import { fromHex } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { shortProof } from './short-proof.ts';

const profileName = { sm3: 'SM3', sha256: 'SHA-256' };

const text = {
  zh: {
    title: (id: number) => `到底 · 留痕检查点 第 ${id} 号`,
    issuer: (name: string) => `单位：${name}`,
    at: (when: string) => `时间：${when}（北京时间）`,
    size: (now: number, before: number) => `清单行数：${now}（上一检查点为 ${before}，新增 ${now - before}）`,
    root: (profile: string) => `清单的根（${profile}）：`,
    prevRoot: '上一检查点的根：',
    prevHash: '上一检查点的指纹：',
    none: '（这是第一个检查点，没有上一个）',
    hash: '本检查点的指纹：',
    short: (code: string) => `核对短码：${code}`,
    why: '请由另一单位保存此页。以后谁改动、删去或插入此时间之前的任何一步，重新核对时都会与此页不符。',
    how: (id: number) => `核对：运行 daodi verify，看第 ${id} 号检查点的指纹是否与此页相同。`,
  },
  en: {
    title: (id: number) => `Daodi · Checkpoint of the record No. ${id}`,
    issuer: (name: string) => `Unit: ${name}`,
    at: (when: string) => `Time: ${when} (Beijing time)`,
    size: (now: number, before: number) => `Rows on the list: ${now} (previous checkpoint ${before}, new ${now - before})`,
    root: (profile: string) => `Root of the list (${profile}):`,
    prevRoot: 'Root at the previous checkpoint:',
    prevHash: 'Fingerprint of the previous checkpoint:',
    none: '(this is the first checkpoint; there is none before it)',
    hash: 'Fingerprint of this checkpoint:',
    short: (code: string) => `Short code: ${code}`,
    why: 'Let another unit keep this page. Whoever changes, drops or inserts any step from before this time will not match it.',
    how: (id: number) => `To check: run daodi verify and compare the fingerprint of checkpoint ${id} with this page.`,
  },
};

/** Lines of at most some 60 columns apart from the two sentences; hex in groups of eight, four to a line. */
export function checkpointLines(checkpoint: Checkpoint, lang: 'zh' | 'en', issuer: string): string[] {
  const say = text[lang];
  return [
    say.title(checkpoint.id),
    say.issuer(issuer),
    say.at(beijingTime(checkpoint.at)),
    say.size(checkpoint.size, checkpoint.prevSize),
    say.root(profileName[checkpoint.profile]),
    ...hexLines(checkpoint.root),
    say.prevRoot,
    ...hexLines(checkpoint.prevRoot),
    say.prevHash,
    ...(checkpoint.prevHash ? hexLines(checkpoint.prevHash) : [`  ${say.none}`]),
    say.hash,
    ...hexLines(checkpoint.hash),
    say.short(shortProof(fromHex(checkpoint.hash))),
    say.why,
    say.how(checkpoint.id),
  ];
}

function hexLines(hex: string): string[] {
  const groups = hex.match(/.{1,8}/g) ?? [];
  return [groups.slice(0, 4), groups.slice(4)].map((line) => `  ${line.join(' ')}`);
}

/** China has one zone and no summer time since 1991, so eight hours are exact for every checkpoint there can be. */
function beijingTime(at: string): string {
  const shifted = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)}`;
}
