// What was changed by hand, as lines people read: only the parts that differ, with names in place of ids.
import { instantShort } from '#ui/lang.ts';
import { loadCategories, loadPlaces, loadStaff, loadUnits } from './directory.ts';
import type { ChangeLine } from './pages/structure-edit.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type ChangeKind, readChanges } from './store-structure.ts';

const words: Record<string, { zh: string; en: string }> = {
  name: { zh: '名称', en: 'name' },
  shortname: { zh: '简称', en: 'short name' },
  parentid: { zh: '上级', en: 'under' },
  unitid: { zh: '单位', en: 'unit' },
  leadunitid: { zh: '牵头单位', en: 'led by' },
  categoryid: { zh: '类别', en: 'category' },
  mapsto: { zh: '对应到', en: 'maps to' },
  ishotline: { zh: '受理派单', en: 'desk' },
  kind: { zh: '类别', en: 'kind' },
  aliases: { zh: '别名', en: 'other names' },
  validfrom: { zh: '从哪天起', en: 'from' },
  validto: { zh: '到哪天止', en: 'until' },
  itemno: { zh: '编号', en: 'number' },
  title: { zh: '名称', en: 'title' },
  level: { zh: '适用', en: 'for' },
  list: { zh: '清单', en: 'list' },
  basis: { zh: '依据', en: 'basis' },
  code: { zh: '代码', en: 'code' },
  nameen: { zh: '英文名', en: 'English name' },
  limitkey: { zh: '时限规则', en: 'limit' },
  contactlimitkey: { zh: '联系时限', en: 'contact limit' },
  urgency: { zh: '紧急程度', en: 'urgency' },
  othercodes: { zh: '其他代码', en: 'other codes' },
};
const plainKey = (key: string): string => key.replaceAll('_', '').toLowerCase();
const isBody = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export async function changeLines(ports: PeoplePorts, lang: 'zh' | 'en', kind: ChangeKind, id: string): Promise<ChangeLine[]> {
  const changes = await readChanges(ports.db, kind, id);
  if (changes.length === 0) return [];
  const [staff, units, places, categories] = [
    await loadStaff(ports.db),
    await loadUnits(ports.db),
    await loadPlaces(ports.db),
    await loadCategories(ports.db),
  ];
  const nameOf = (value: string): string => units.byId(value)?.name ?? places.byId(value)?.name ?? categories.byId(value)?.name ?? value;
  const told = (value: unknown, key: string): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return value ? '✓' : '—';
    if (Array.isArray(value)) return value.length === 0 ? '—' : value.join(lang === 'zh' ? '、' : ', ');
    const isId = key.endsWith('id') || key === 'mapsto';
    return isId ? nameOf(String(value)) : String(value);
  };
  return changes.map(({ at, accountId, before, after }) => {
    const [old, now] = [isBody(before) ? before : {}, isBody(after) ? after : {}];
    const keys = Object.keys(now).filter((key) => words[plainKey(key)] && JSON.stringify(old[key]) !== JSON.stringify(now[key]));
    const side = (body: Record<string, unknown>): string =>
      keys
        .map((key) => `${words[plainKey(key)]?.[lang] ?? key}${lang === 'zh' ? '：' : ': '}${told(body[key], plainKey(key))}`)
        .join(lang === 'zh' ? '；' : '; ');
    return {
      at: instantShort(at, ports.now(), lang),
      who: accountId === null ? (lang === 'zh' ? '服务器命令' : 'command line') : staff.nameOf(accountId),
      before: isBody(before) ? side(old) : '—',
      after: side(now),
    };
  });
}
