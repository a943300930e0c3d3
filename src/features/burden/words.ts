// Words of the burden page that more than one of its parts need.
import type { CountyProblem } from './rules-county.ts';
import { mostSystems } from './rules-county.ts';
import type { Part } from './rules-use.ts';

type Twin = { zh: string; en: string };
export const partWords: Record<Part, { name: Twin; off: Twin }> = {
  outlets: {
    name: { zh: '邮件、群机器人等出口', en: 'outlets (mail, group robots)' },
    off: { zh: '在“出口”页关掉', en: 'switch it off under Outlets' },
  },
  imports: { name: { zh: '导入台账', en: 'import of workbooks' }, off: { zh: '收回“导入”相关岗位', en: 'end the posts that import' } },
  shares: { name: { zh: '给外单位分享任务', en: 'tasks shared outside' }, off: { zh: '告知承办单位不再使用', en: 'tell the units' } },
  views: { name: { zh: '保存的视图', en: 'saved views' }, off: { zh: '不用管，不占地方', en: 'nothing to do' } },
  directives: { name: { zh: '领导交办', en: 'instructions of leaders' }, off: { zh: '收回领导岗位即不显示', en: 'end the leader post' } },
  photos: { name: { zh: '照片和文件', en: 'photos and papers' }, off: { zh: '本来就不强求', en: 'never required' } },
  covers: { name: { zh: '代班', en: 'standing in' }, off: { zh: '不用管', en: 'nothing to do' } },
  feeds: { name: { zh: '日程订阅', en: 'calendar feeds' }, off: { zh: '不用管', en: 'nothing to do' } },
  requests: {
    name: { zh: '向基层要数据的登记', en: 'register of data requests' },
    off: { zh: '没人要数据是好事，保留', en: 'nobody asks: good, keep it' },
  },
  redactions: { name: { zh: '遮盖照片', en: 'blacking out photos' }, off: { zh: '不用管', en: 'nothing to do' } },
};

export const countySentences: Record<CountyProblem, Twin> = {
  'filing-long': {
    zh: '备案号最多 80 字。没有保存，您填的都在。',
    en: '80 characters at most. Nothing was saved; what you typed is here.',
  },
  'line-unreadable': {
    zh: '这一行看不懂，写成“2026-01-01 替代 系统名称”或“2026-01-01 读取 系统名称”。没有保存：',
    en: 'This line cannot be read; write "2026-01-01 replaces NAME" or "2026-01-01 reads NAME". Nothing was saved: ',
  },
  'systems-many': { zh: `最多 ${mostSystems} 个。没有保存。`, en: `${mostSystems} at most. Nothing was saved.` },
};
