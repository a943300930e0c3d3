import { describe, expect, it } from 'vitest';
import { findSecrecyMarkers } from './secrecy.ts';

describe('a marking stops saving', () => {
  it.each([
    ['机密★1年', 'starred-level'],
    ['绝 密 ☆ 长期', 'starred-level'],
    ['秘密*10年', 'starred-level'],
    ['密级：秘密', 'level-field'],
    ['密级: 内部', 'level-field'],
    ['附上绝密级文件一份', 'graded-level'],
    ['机密级，请阅', 'graded-level'],
    ['关于某事的通知\n机 密\n各乡镇', 'level-alone'],
    ['【机密】会议安排', 'level-alone'],
    ['　　秘密　　', 'level-alone'],
    ['TOP SECRET\nplan', 'level-alone'],
    ['本文件属于国家秘密', 'declared'],
    ['本材料涉密', 'declared'],
    ['内部文件 不得外传', 'inner-document'],
    ['内部资料，注意保密，严禁复印', 'inner-document'],
    ['仅供内部参阅，请勿外传', 'inner-document'],
  ])('%s', (text, marking) => expect(findSecrecyMarkers(text).map((marker) => marker.marking)).toContain(marking));
});

describe('ordinary talk about secrets may be saved', () => {
  it.each([
    '他们泄露了我的商业秘密',
    '公司说属于商业秘密级别，不给看',
    '侵犯个人秘密',
    '这是公开的秘密',
    '秘密突击拆除，秘密派拖车',
    '请对举报人信息保密，绝密！',
    '局里以涉及国家秘密为由不公开补偿标准',
    '他们说这是内部文件不得外传，不给我看补偿标准',
    '签了保密协议',
    '机密局长是电视剧',
    '密级：公开',
    '评为秘密武器★五星好评',
    '内部装修材料不合格，严禁使用',
    '内部文件看不到',
    'The secret is out; this is confidential between us',
  ])('%s', (text) => expect(findSecrecyMarkers(text)).toEqual([]));
});

it('the words found are given back, so the person sees what stopped the saving', () => {
  expect(findSecrecyMarkers('转发如下：机密★1年 某某')).toEqual([{ marking: 'starred-level', words: '机密★1年' }]);
});
