// Fields that several forms of a class share, and how what was typed in them is read.
import type { MatterClass } from '#core/matter-class/state.ts';
import type { Twin } from './words.ts';

export type FieldKind = 'line' | 'text' | 'day' | 'unit' | 'person' | 'categories' | 'places' | 'measure' | 'kind' | 'outcome' | 'class';
export type FormField = { name: string; kind: FieldKind; label: Twin; hint?: Twin; optional?: true; rows?: number; limit?: number };
export type Read = { text(name: string): string; list(name: string): readonly string[]; id: string };

export const say = (zh: string, en: string): Twin => ({ zh, en });
export const reason: FormField = { name: 'reason', kind: 'text', label: say('理由', 'Why'), rows: 3, limit: 300 };
export const title: FormField = {
  name: 'title',
  kind: 'line',
  label: say('名称', 'Title'),
  hint: say('一句话说清是哪类事，例：东街社区楼道灯反复不亮', 'One line: which kind of matter it is'),
};
export const hypothesis: FormField = {
  name: 'hypothesis',
  kind: 'text',
  label: say('假设', 'Hypothesis'),
  hint: say('它们为什么可能是同一回事。写判断，不写人名和电话。', 'Why they may be one thing. No names and no phone numbers.'),
  rows: 3,
  limit: 300,
};
export const numbers: FormField = {
  name: 'numbers',
  kind: 'text',
  label: say('事项编号', 'Numbers of matters'),
  hint: say(
    '一行一个，或用逗号隔开。也可以先在事项表里勾选。',
    'One a line, or with commas. They can also be ticked in the table of matters.',
  ),
  rows: 5,
};
export const unit: FormField = { name: 'unit', kind: 'unit', label: say('牵头单位', 'Owner unit') };
export const person: FormField = {
  name: 'person',
  kind: 'person',
  label: say('责任人', 'Owner'),
  hint: say('要是这个单位的人。', 'One of that unit.'),
};
export const whys: FormField[] = [1, 2, 3, 4, 5].map((n) => ({
  name: `why${n}`,
  kind: 'line',
  label: n === 1 ? say('为什么会这样', 'Why does it happen') : say(`再问第 ${n} 次：为什么`, `And why is that (${n})`),
  ...(n > 3 ? { optional: true as const } : {}),
  ...(n === 1
    ? {
        hint: say(
          '一层一层问下去，直到可以改的地方。不要把现象再说一遍，也不要写“重视不够”。',
          'Step by step, down to what can be changed; neither the trouble again nor blame.',
        ),
      }
    : {}),
}));
export const readWhys = ({ text }: Read): string[] => [1, 2, 3, 4, 5].map((n) => text(`why${n}`)).filter((why) => why !== '');
export const startWhys = (m: MatterClass): Record<string, string> => Object.fromEntries(m.whys.map((why, i) => [`why${i + 1}`, why]));
export const listed = (typed: string): string[] =>
  [
    ...new Set(
      typed
        .normalize('NFKC')
        .toUpperCase()
        .split(/[\s,，、;；]+/),
    ),
  ]
    .map((one) => one.replace(/^(?=\d)/, 'D'))
    .filter((one) => one !== '');
export const int = (typed: string): number =>
  /^\d{1,4}$/.test(typed.normalize('NFKC').trim()) ? Number(typed.normalize('NFKC').trim()) : Number.NaN;
