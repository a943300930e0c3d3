import { describe, expect, it } from 'vitest';
import { findEmergencies } from './emergency.ts';

const calls = (text: string) => findEmergencies(text).map((emergency) => `${emergency.call} ${emergency.kind}`);

describe('a present danger names the number to call', () => {
  it.each([
    ['三单元着火了，快来人', '119 fire'],
    ['楼道里一股煤气味', '119 gas'],
    ['厨房燃气管道泄漏', '119 gas'],
    ['有孩子落水了', '119 rescue'],
    ['老人困在电梯里两个小时', '119 rescue'],
    ['我不想活了', '110 self-harm'],
    ['如果再不解决我就跳楼', '110 self-harm'],
    ['担心他会自杀', '110 self-harm'],
    ['隔壁有人持刀砍人', '110 violence'],
    ['老人昏迷了', '120 medical'],
    ['路口发生车祸', '122 traffic'],
    ['There is a gas leak in the stairwell', '119 gas'],
    ['My neighbour’s house is on fire', '119 fire'],
    ['A child is drowning', '119 rescue'],
    ['I want to kill myself', '110 self-harm'],
    ['He is unconscious', '120 medical'],
    ['hit and run on the bridge', '122 traffic'],
  ])('%s', (text, call) => expect(calls(text)).toContain(call));
});

describe('talk about danger is not danger', () => {
  it.each([
    '没有着火，只是冒了点水汽',
    '占用消防通道，火灾隐患很大',
    '小区没有火灾自动报警器',
    '请组织防溺水宣传，防止孩子溺水',
    '一旦物流仓库着火，后果严重',
    '担心孩子落水',
    '跳楼价促销扰民',
    '没有自杀，只是摔伤',
    '请开展预防自杀讲座',
    '这栋楼就是一颗定时炸弹',
    'There was no gas leak',
    'in case of a car accident nobody can pass',
    'The fire hydrant and fire station are closed',
    '路灯坏了三天',
  ])('%s', (text) => expect(calls(text)).toEqual([]));
});

it('a “no” in another clause does not hide the danger', () => {
  expect(calls('没有人管，着火了')).toEqual(['119 fire']);
  expect(calls('不是我弄的。家里煤气泄漏')).toEqual(['119 gas']);
});

it('the words are given back once each, as written, so the page can say why it warns', () => {
  expect(findEmergencies('着火了！真的着火了！山火！')).toEqual([{ kind: 'fire', call: '119', words: ['着火', '山火'] }]);
});

it('several dangers are all named, the gravest first', () => {
  expect(calls('发生车祸，有人昏迷，车子起火')).toEqual(['119 fire', '120 medical', '122 traffic']);
});
