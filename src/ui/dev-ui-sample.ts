// Invented people, places and words for /dev/ui; all plainly marked 示例.
import type { Instant } from '#core/time/day.ts';
import type { Lang } from './lang.ts';

export const sampleNow: Instant = '2026-11-23T02:15:00.000Z';
export const sampleNumber = 'D3300002026112300427';

/** Stands in for what the QR writer draws. */
export const sampleQr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h21v21H0z"/><path d="M1 1h7v7H1zM13 1h7v7h-7zM1 13h7v7H1zM10 2h1v4h-1zM10 9h4v1h-4zM16 11h3v2h-3zM11 14h2v5h-2zM15 16h4v1h-4z"/></svg>`;

export const sampleChart = `<svg viewBox="0 0 320 90" width="320" height="90"><path d="M0 80.5h320" stroke="#66717d"/><path d="M20 80V30h40v50zM90 80V18h40v62zM160 80V44h40v36zM230 80V62h40v18z" fill="#0b5f57"/></svg>`;

export type SampleMatter = {
  number: string;
  title: string;
  via: string;
  at: Instant;
  place: string;
  unit: string;
  owner: string;
  light: 'blue' | 'yellow' | 'red' | 'green';
  due: string;
  state: string;
  days: number;
};

export const sampleMatters: Record<Lang, readonly SampleMatter[]> = {
  zh: [
    {
      number: sampleNumber,
      title: '示例小区 3 栋路灯不亮两周，老人夜里摔跤',
      via: '电话',
      at: '2026-11-23T00:40:00.000Z',
      place: '示例村三组',
      unit: '村镇建设办',
      owner: '李示例',
      light: 'yellow',
      due: '今天 17:00',
      state: '办理中',
      days: 1,
    },
    {
      number: 'D3300002026112200173',
      title: '自来水发黄，孩子喝了不舒服',
      via: '网页',
      at: '2026-11-22T11:02:00.000Z',
      place: '示例东街 18 号',
      unit: '水务站',
      owner: '赵示例',
      light: 'red',
      due: '超 1 个工作日',
      state: '暂不能办，12 月 4 日复查',
      days: 2,
    },
    {
      number: 'D3300002026112000091',
      title: '低保名单为什么没有我家',
      via: '走访',
      at: '2026-11-20T00:58:00.000Z',
      place: '示例村三组',
      unit: '民政办',
      owner: '周示例',
      light: 'blue',
      due: '11 月 30 日',
      state: '已联系',
      days: 4,
    },
    {
      number: 'D3300002026111900315',
      title: '村口桥栏杆断了，上学路危险',
      via: '网页',
      at: '2026-11-19T03:10:00.000Z',
      place: '示例村一组',
      unit: '交通站',
      owner: '钱示例',
      light: 'green',
      due: '已解决',
      state: '回头看 12 月 19 日',
      days: 5,
    },
  ],
  en: [
    {
      number: sampleNumber,
      title: 'Street lamp at Sample Court 3 out for two weeks; an old man fell',
      via: 'phone',
      at: '2026-11-23T00:40:00.000Z',
      place: 'Sample Village, group 3',
      unit: 'Village Works',
      owner: 'Li Sample',
      light: 'yellow',
      due: 'today 17:00',
      state: 'in hand',
      days: 1,
    },
    {
      number: 'D3300002026112200173',
      title: 'Tap water is yellow, our child felt unwell',
      via: 'web',
      at: '2026-11-22T11:02:00.000Z',
      place: '18 Sample East Street',
      unit: 'Water Station',
      owner: 'Zhao Sample',
      light: 'red',
      due: '1 working day over',
      state: 'on hold, looked at again 4 December',
      days: 2,
    },
    {
      number: 'D3300002026112000091',
      title: 'Why is my family not on the allowance list',
      via: 'visit',
      at: '2026-11-20T00:58:00.000Z',
      place: 'Sample Village, group 3',
      unit: 'Civil Affairs',
      owner: 'Zhou Sample',
      light: 'blue',
      due: '30 November',
      state: 'contacted',
      days: 4,
    },
    {
      number: 'D3300002026111900315',
      title: 'Railing of the village bridge broken on the way to school',
      via: 'web',
      at: '2026-11-19T03:10:00.000Z',
      place: 'Sample Village, group 1',
      unit: 'Roads',
      owner: 'Qian Sample',
      light: 'green',
      due: 'solved',
      state: 'looked at again 19 December',
      days: 5,
    },
  ],
};
