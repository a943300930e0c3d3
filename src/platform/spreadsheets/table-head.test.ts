import { describe, expect, it } from 'vitest';
import { proposeFields } from './message-columns.ts';
import { guessHead, headingsOf, proposeHead } from './table-head.ts';

const across = (startRow: number, startCol: number, endCol: number, endRow = startRow) => ({ startRow, startCol, endRow, endCol });

describe('the heading is found', () => {
  it('below a title and a line of unit and date', () => {
    const rows = [
      ['示例镇 12 月诉求台账', '', '', ''],
      ['单位：示例镇', '', '日期：12 月', ''],
      ['编号', '反映内容', '联系电话', '备注'],
      ['1', '路灯坏了', '13800000000', ''],
    ];
    expect(proposeHead(rows, [across(0, 0, 3)])).toEqual({ row: 3, rows: 1 });
  });

  it('in two rows, with merged cells over several columns', () => {
    const rows = [
      ['台账', '', '', '', ''],
      ['编号', '反映人', '', '反映内容', '问题类别'],
      ['编号', '姓名', '电话', '反映内容', '问题类别'],
      ['1', '张示例', '13800000000', '路灯', ''],
    ];
    const merges = [across(0, 0, 4), across(1, 1, 2), across(1, 0, 0, 2), across(1, 3, 3, 2)];
    const head = proposeHead(rows, merges);
    expect(head).toEqual({ row: 2, rows: 2 });
    expect(headingsOf(rows, { row: 2, rows: 2 }, merges)).toEqual(['编号', '反映人/姓名', '反映人/电话', '反映内容', '问题类别']);
  });

  it('in two rows of a CSV, where a merged cell has become an empty one', () => {
    const rows = [
      ['编号', '反映人', '', '反映内容', '地点', ''],
      ['', '姓名', '电话', '', '村', '组'],
      ['1', '张示例', '13800000000', '路灯', '石桥村', '三组'],
    ];
    expect(proposeHead(rows, [])).toEqual({ row: 1, rows: 2 });
    const headings = headingsOf(rows, { row: 1, rows: 2 }, []);
    expect(headings).toEqual(['编号', '反映人/姓名', '反映人/电话', '反映内容', '地点/村', '地点/组']);
    expect(proposeFields(headings, rows.slice(2))).toEqual(['id', 'name', 'phone', 'body', 'place', 'place']);
  });

  it('a first row of data is no second row of the heading', () => {
    const rows = [
      ['编号', '内容', '电话', '地点'],
      ['甲', '路灯', '', '东街'],
      ['2', '井盖', '', ''],
    ];
    expect(proposeHead(rows, [])).toEqual({ row: 1, rows: 1 });
  });

  it('nowhere when no row names what a message needs; then the likeliest row is shown to a person', () => {
    const rows = [['某表'], ['甲列', '乙列', '丙列'], ['1', '2', '3']];
    expect(proposeHead(rows, [])).toBeNull();
    expect(guessHead(rows)).toEqual({ row: 2, rows: 1 });
  });
});

describe('what a column means is proposed', () => {
  it('of equal headings the first counts and the second is told apart', () => {
    const headings = headingsOf([['编号', '电话', '电话', '内容', '']], { row: 1, rows: 1 }, []);
    expect(headings).toEqual(['编号', '电话', '电话 (2)', '内容']);
    expect(proposeFields(headings, [])).toEqual(['id', 'phone', null, 'body']);
  });

  it('boxes ticked below a category are that category', () => {
    expect(
      proposeFields(
        ['内容', '问题类别/供水', '问题类别/道路'],
        [
          ['停水', '√', ''],
          ['坑', '', '√'],
        ],
      ),
    ).toEqual(['body', 'tick', 'tick']);
  });
});
