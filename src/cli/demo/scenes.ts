// A few invented matters carried to different points of their way, so that every page of the demo shows life. All through act(), like everybody else.
import type { Command } from '#core/matter/commands.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { act, type NewConcern, openMatter } from '#features/matters/index.ts';
import { loadStaff } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { demoPeople } from './county.ts';

type Step = [login: string, command: Command];

export async function playScenes(ports: Ports): Promise<number> {
  const known = await ports.db.selectFrom('setting').select('key').where('key', '=', 'demo.scenes').executeTakeFirst();
  if (known) return 0;
  const staff = await loadStaff(ports.db);
  const actor = (login: string) => {
    const person = demoPeople.find((p) => p.login === login);
    const account = staff.all.find((a) => a.name === person?.name);
    if (!person || !account) throw new Error(`nobody called ${login} in the demo`);
    return { kind: 'staff' as const, id: account.accountId, unitId: person.unitId, roles: person.roles };
  };
  const today = dayOf(ports.now());
  const concern = (title: string, text: string, over: Partial<NewConcern> = {}): NewConcern => ({
    channel: 'phone',
    kind: 'help',
    title,
    text,
    placeText: '石桥村三组',
    placeId: 'p-shiqiao-3',
    categoryId: 'housing',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '张示例', phone: '13800000001' },
    wantsReply: true,
    source: '示例',
    ...over,
  });
  const dispatch: Step = ['paidan', { do: 'dispatch', to: 'housing', reason: '职责清单 部1', copyTo: null }];
  const signed: Step[] = [
    dispatch,
    ['chengban', { do: 'acknowledge' }],
    ['chengban', { do: 'contact', how: 'phone', words: '已与反映人联系，约定下午看现场。', reached: true }],
  ];
  const answered: Step[] = [
    ...signed,
    [
      'chengban',
      {
        do: 'reply',
        text: '已更换楼道照明线路，今晚恢复照明，物业每周巡查一次。',
        outcome: 'support',
        basis: '《物业管理条例》第三十五条',
        remedy: '您可以评价是否解决；评为“没有解决”的，按原编号重办。',
        evidence: [],
        toldHow: 'phone',
      },
    ],
  ];
  const scenes: [NewConcern, Step[]][] = [
    [
      concern(
        '楼道灯坏了两周，老人夜里摔跤（示例）',
        '我们三号楼楼道的灯坏了快两个星期了，晚上老人出来摔了一跤。找过物业，物业说没有备件。',
      ),
      signed,
    ],
    [
      concern('小区门口乱停车堵住消防通道（示例）', '小区东门每天晚上都停满了车，消防通道堵死了，说过几次没有人管。', {
        categoryId: 'roads',
      }),
      [dispatch],
    ],
    [
      concern('自来水发黄（示例）', '这三天自来水放出来是黄的，沉淀一层泥，孩子不敢喝。', {
        categoryId: 'water',
        placeText: '东街社区',
        placeId: 'p-dongjie',
      }),
      [
        ...signed,
        [
          'chengban',
          {
            do: 'hold',
            measure: '每天送水车两趟，同时更换主管网阀门',
            until: addDays(today, 12),
            nextContactOn: addDays(today, 3),
            reason: '阀门需外地调货',
          },
        ],
      ],
    ],
    [
      concern('物业收了停车费不开票（示例）', '物业收停车费从来不给票据，也不公布收支。'),
      [
        dispatch,
        ['chengban', { do: 'object', reason: '票据问题应由税务部门处理', basis: '部门职责清单（示例）第 12 项', proposedUnitId: null }],
      ],
    ],
    [concern('楼道声控灯不亮（示例）', '二单元楼道灯全部不亮，老人上下楼不方便。'), answered],
    [
      concern('低保名单为什么没有我家（示例）', '我家去年也申请了，今年名单里没有，想知道原因。', {
        categoryId: 'welfare',
        contact: { name: '刘示例', phone: '13800000002' },
      }),
      [
        ['paidan', { do: 'dispatch', to: 'civil', reason: '职责清单', copyTo: null }],
        ['minzheng', { do: 'acknowledge' }],
      ],
    ],
    [
      concern('反映某单位收费不合理（示例）', '办证时多收了一笔钱，没有收据。', {
        kind: 'report',
        confidentiality: 'accusation',
        accusedUnitId: 'civil',
        categoryId: 'conduct',
        contact: null,
      }),
      [],
    ],
  ];
  for (const [raised, steps] of scenes) {
    const opened = await openMatter(ports, actor('shouli'), raised);
    if (!opened.ok) throw new Error(`demo scene ${raised.title}: ${opened.refusal}`);
    for (const [login, command] of steps) {
      const done = await act(ports, actor(login), opened.receipt.number, command);
      if (!done.ok) throw new Error(`demo scene ${raised.title}, ${command.do}: ${done.refusal}`);
    }
  }
  await ports.db
    .insertInto('setting')
    .values({ key: 'demo.scenes', body: JSON.stringify({ played: scenes.length }), changed_at: ports.now() })
    .execute();
  return scenes.length;
}
