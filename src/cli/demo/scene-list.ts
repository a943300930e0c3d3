// The invented matters of the demo, each brought to another point of its way. Every person, place and sentence is 示例.
import type { Command } from '#core/matter/commands.ts';
import { addDays, type Day, type TimeOfDay } from '#core/time/day.ts';
import type { NewConcern } from '#features/matters/index.ts';

export type Moment = { daysAgo: number; time: TimeOfDay };
type Step = { at: Moment; by: string; command: Command | { do: 'mergeInto'; scene: string; reason: string } };
export type Scene = {
  key: string;
  at: Moment;
  concern: Pick<NewConcern, 'title' | 'text' | 'placeText' | 'placeId' | 'categoryId'> & Partial<NewConcern>;
  steps: readonly Step[];
};

export const at = (daysAgo: number, time: TimeOfDay): Moment => ({ daysAgo, time });
export const step = (daysAgo: number, time: TimeOfDay, by: string, command: Step['command']): Step => ({
  at: at(daysAgo, time),
  by,
  command,
});
export const place = {
  shiqiao3: { placeText: '石桥村三组（示例）', placeId: 'p-shiqiao-3' },
  liuhe: { placeText: '柳河村（示例）', placeId: 'p-liuhe' },
  estate: { placeText: '幸福小区3号楼（示例）', placeId: 'p-dongjie-estate' },
  dongjie: { placeText: '东街社区（示例）', placeId: 'p-dongjie' },
  nanping: { placeText: '南坪村（示例）', placeId: 'p-nanping' },
  xiwan: { placeText: '西湾村（示例）', placeId: 'p-xiwan' },
};

const remedy = '您可以评价办好了没有；选“没办好”的，按原编号重办。对政策本身有不同意见，可以向县政府办反映。';
export const dispatchTo = (to: string, reason: string): Command => ({ do: 'dispatch', to, reason, copyTo: null });
export const spoke = (words: string): Command => ({ do: 'contact', how: 'phone', words, reached: true });
export const answer = (text: string, basis: string, outcome: 'support' | 'explain' | 'notSupport' = 'support'): Command => ({
  do: 'reply',
  text,
  outcome,
  basis,
  remedy,
  evidence: [],
  toldHow: 'phone',
});
export const verdict = (solved: 'yes' | 'partly' | 'no', level: 1 | 2 | 3 | 4 | 5, words: string): Command => ({
  do: 'judge',
  solved,
  level,
  words,
  via: 'link',
  proof: null,
});

/** In the order in which they are played; a scene that joins another comes after it. */
export const sceneList = (today: Day): readonly Scene[] => [
  {
    key: 'stairs-light',
    at: at(16, '09:20'),
    concern: {
      ...place.estate,
      categoryId: 'housing',
      title: '楼道灯坏了两周，老人夜里摔了一跤（示例）',
      text: '三号楼一单元楼道的灯坏了快两个星期，晚上一点亮都没有，我母亲上楼时摔了一跤。跟物业说过两回，说等备件。',
    },
    steps: [
      step(16, '10:05', 'paidan', dispatchTo('housing', '物业服务监管，部门职责清单部1')),
      step(16, '10:40', 'chengban', { do: 'acknowledge' }),
      step(16, '14:10', 'chengban', spoke('问清了是一单元三到五层，约好第二天上午同物业一起看。')),
      step(15, '09:30', 'chengban', { do: 'note', words: '同物业到现场，控制线路烧断，不是灯泡问题。', evidence: [] }),
      step(
        13,
        '16:20',
        'chengban',
        answer('一单元楼道线路已经换好，三到五层今晚恢复照明；物业每周一巡查一次，登记在单元门口。', '《物业管理条例》第三十五条'),
      ),
      step(12, '19:30', 'raiser', verdict('yes', 5, '灯亮了，谢谢。')),
    ],
  },
  {
    key: 'low-pension',
    at: at(17, '08:50'),
    concern: {
      ...place.nanping,
      categoryId: 'welfare',
      title: '低保名单里为什么没有我家（示例）',
      text: '去年我家也申请了，今年公示的名单里没有，村里让问县里，想知道差在哪一条。',
      contact: { name: '刘示例', phone: '13800000002' },
    },
    steps: [
      step(17, '09:30', 'paidan', dispatchTo('civil', '低保审核，部门职责清单部7')),
      step(17, '10:20', 'minzheng', { do: 'acknowledge' }),
      step(17, '11:00', 'minzheng', spoke('核对了家庭人口和去年的申请材料。')),
      step(
        14,
        '15:00',
        'minzheng',
        answer(
          '您家人均收入超过今年标准 40 元，按规定不能列入。如家里有人患重病，可以另行申请支出型困难救助。',
          '《社会救助暂行办法》第九条',
          'explain',
        ),
      ),
      step(13, '20:10', 'raiser', verdict('no', 2, '原因听明白了，可是我爱人住院的钱没有算进去。')),
      step(6, '09:10', 'minzheng', { do: 'acknowledge' }),
      step(6, '10:30', 'minzheng', spoke('请反映人把今年的住院结算单带到乡里便民大厅，由民政员代办支出型困难救助。')),
      step(2, '15:40', 'minzheng', { do: 'note', words: '乡里已收到住院结算单，正在复核支出。', evidence: [] }),
    ],
  },
  {
    key: 'brown-water',
    at: at(2, '08:15'),
    concern: {
      ...place.dongjie,
      categoryId: 'water',
      title: '自来水放出来发黄（示例）',
      text: '三天了，早上放出来的水是黄的，沉一层泥，给孩子冲奶都不敢用。',
      contact: { name: '马示例', phone: '13800000003' },
    },
    steps: [
      step(2, '08:35', 'paidan', dispatchTo('housing', '供水，部门职责清单部2')),
      step(2, '08:55', 'chengban', { do: 'acknowledge' }),
      step(2, '09:20', 'chengban', spoke('已请供水公司当天送水，下午开阀排污。')),
      step(2, '15:30', 'chengban', {
        do: 'hold',
        measure: '每天两趟送水车到社区门口，同时更换东街主管阀门',
        until: addDays(today, 9),
        nextContactOn: addDays(today, 2),
        reason: '阀门要从外地调货',
      }),
      step(1, '09:40', 'zhiban', { do: 'ruleHold', confirmed: true, reason: '送水已落实，调货单已看。' }),
    ],
  },
  {
    key: 'blocked-lane',
    at: at(4, '19:05'),
    concern: {
      ...place.estate,
      categoryId: 'roads',
      title: '小区东门停满车，消防通道堵死（示例）',
      text: '每天晚上东门里外都停满了，前几天救护车都没开进来。',
      contact: { name: '何示例', phone: '13800000004' },
    },
    steps: [step(3, '09:15', 'paidan', dispatchTo('housing', '停车管理，部门职责清单部3'))],
  },
  {
    key: 'parking-receipt',
    at: at(1, '09:05'),
    concern: {
      ...place.estate,
      categoryId: 'housing',
      title: '物业收了停车费不给票（示例）',
      text: '物业按月收停车费，从来不给票，也不公布收支。',
      contact: { name: '何示例', phone: '13800000004' },
    },
    steps: [
      step(1, '09:40', 'paidan', dispatchTo('housing', '物业收费公示，部门职责清单部1')),
      step(0, '08:20', 'chengban', {
        do: 'object',
        reason: '不开发票属于税务征管，住建部门没有这项职责。',
        basis: '《中华人民共和国发票管理办法》第四条',
        proposedUnitId: null,
      }),
    ],
  },
  {
    key: 'wages',
    at: at(6, '10:30'),
    concern: {
      ...place.liuhe,
      categoryId: 'labour',
      title: '厂里拖着两个月工资没发（示例）',
      text: '我们组七个人在服装厂做工，九月十月的工资一直没发，老板电话打不通。',
      contact: { name: '郭示例', phone: '13800000005' },
    },
    steps: [
      step(6, '10:50', 'paidan', dispatchTo('civil', '欠薪查处已由县级上收，部门职责清单部10')),
      step(6, '11:20', 'minzheng', { do: 'acknowledge' }),
      step(6, '14:30', 'minzheng', spoke('登记了七个人的姓名和欠薪数额，约到厂里对账。')),
      step(1, '10:10', 'minzheng', {
        do: 'askExtension',
        reason: '厂方称货款未回，对账单还差两人的签字',
        until: addDays(today, 6),
        measure: '三日内组织厂方与七人当面对账，先付一半',
      }),
    ],
  },
  {
    key: 'village-rubbish',
    at: at(7, '08:40'),
    concern: {
      ...place.shiqiao3,
      categoryId: 'environment',
      title: '三组路口垃圾堆了十来天（示例）',
      text: '三组路口的垃圾桶满了十来天没人拉，苍蝇多，味道飘到家里。',
      contact: { name: '曹示例', phone: '13800000006' },
    },
    steps: [
      step(7, '09:10', 'paidan', dispatchTo('east-town', '村庄环境卫生，乡镇基本履职事项基1')),
      step(7, '09:50', 'dongzhen', { do: 'acknowledge' }),
      step(7, '10:20', 'dongzhen', spoke('已派清运车，中午前到。')),
      step(
        6,
        '16:30',
        'dongzhen',
        answer('垃圾已清运，三组路口加一只大桶，改为隔天拉一次，村保洁员负责巡看。', '示例东镇村庄保洁办法（示例）'),
      ),
      step(4, '10:15', 'huifang', { do: 'attemptCall', reached: true, words: '接通，愿意评价。' }),
      step(4, '10:18', 'huifang', {
        do: 'judge',
        solved: 'yes',
        level: 4,
        words: '拉走了，希望能一直这样。',
        via: 'callback',
        proof: null,
      }),
    ],
  },
  {
    key: 'village-road',
    at: at(5, '15:20'),
    concern: {
      ...place.liuhe,
      categoryId: 'roads',
      title: '柳河桥头路面塌了一角（示例）',
      text: '桥头路边塌了一块，骑车晚上看不见，容易掉下去。',
      contact: { name: '邓示例', phone: '13800000007' },
    },
    steps: [
      step(5, '15:50', 'paidan', dispatchTo('housing', '农村道路，部门职责清单部3；乡镇配合')),
      step(5, '16:10', 'chengban', { do: 'acknowledge' }),
      step(5, '16:40', 'chengban', spoke('已请镇里先围挡并放警示灯。')),
      step(4, '09:20', 'chengban', {
        do: 'askHelper',
        unitId: 'east-town',
        task: '当天围挡并放警示灯，协调取土',
        until: addDays(today, 3),
      }),
      step(4, '17:30', 'dongzhen', { do: 'reportHelp', words: '围挡和警示灯已放好，取土点已谈妥。', final: false }),
    ],
  },
  {
    key: 'blocked-lane-again',
    at: at(3, '20:15'),
    concern: {
      ...place.estate,
      categoryId: 'roads',
      title: '消防通道又停满了车（示例）',
      text: '东门消防通道晚上停满车，救护车进不来，跟前几天说的是一回事。',
      contact: { name: '施示例', phone: '13800000008' },
      channel: 'web',
    },
    steps: [step(2, '09:00', 'shouli', { do: 'mergeInto', scene: 'blocked-lane', reason: '同一地点、同一件事' })],
  },
  {
    key: 'court-ruling',
    at: at(3, '11:10'),
    concern: {
      ...place.xiwan,
      categoryId: 'other',
      title: '对法院判决不服（示例）',
      text: '去年土地纠纷的官司判了，我不服，想请县里重新处理。',
      contact: { name: '韩示例', phone: '13800000009' },
      kind: 'complaint',
    },
    steps: [
      step(3, '14:00', 'paidan', {
        do: 'notAccept',
        kind: 'legalRoute',
        reason: '判决是否正确，依法只能由法院处理。',
        route: '判决生效后六个月内可向上一级人民法院申请再审；县法律援助中心可以帮您写申请（示例）。',
      }),
    ],
  },
  {
    key: 'office-hours',
    at: at(2, '10:05'),
    concern: {
      ...place.dongjie,
      categoryId: 'welfare',
      title: '周末能不能办高龄津贴认证（示例）',
      text: '我周末才有空陪父亲去，周六便民大厅开不开门？',
      contact: { name: '贺示例', phone: '13800000010' },
      kind: 'consult',
    },
    steps: [
      step(2, '10:09', 'shouli', {
        do: 'replyAtOnce',
        text: '周六上午 9 点到 12 点有人值班，带老人身份证即可；行动不便的可以预约上门。',
        outcome: 'answered',
        basis: '示例东镇便民大厅值班安排（示例）',
        remedy,
        toldHow: 'phone',
      }),
      step(1, '12:20', 'raiser', verdict('partly', 4, '答得快，要是能网上预约就更好。')),
    ],
  },
  {
    key: 'noise',
    at: at(5, '22:40'),
    concern: {
      ...place.dongjie,
      categoryId: 'environment',
      title: '夜里工地打桩睡不着（示例）',
      text: '幸福路工地夜里十一点还在打桩，家里有要上学的孩子。',
      contact: { name: '龚示例', phone: '13800000011' },
      channel: 'web',
    },
    steps: [
      step(4, '08:50', 'paidan', dispatchTo('housing', '建筑工地夜间施工，部门职责清单部4')),
      step(4, '09:20', 'chengban', { do: 'acknowledge' }),
      step(4, '10:10', 'chengban', spoke('当晚到工地检查。')),
      step(
        1,
        '16:00',
        'chengban',
        answer(
          '工地没有夜间施工许可，已责令每晚十点后停工并立案；再有夜间打桩，请随时打电话。',
          '《中华人民共和国噪声污染防治法》第四十三条',
        ),
      ),
    ],
  },
  {
    key: 'leaking-roof',
    at: at(26, '09:00'),
    concern: {
      ...place.estate,
      categoryId: 'housing',
      title: '顶楼漏水修了又漏（示例）',
      text: '五楼顶漏水，去年修过一次，入秋下雨又漏，墙皮都掉了。',
      contact: { name: '庞示例', phone: '13800000012' },
    },
    steps: [
      step(26, '09:40', 'paidan', dispatchTo('housing', '住宅维修，部门职责清单部1')),
      step(26, '10:10', 'chengban', { do: 'acknowledge' }),
      step(26, '11:00', 'chengban', spoke('看了照片，约第二天上楼查。')),
      step(23, '15:00', 'chengban', answer('已请维修队补了防水层。', '《住宅专项维修资金管理办法》第十八条')),
      step(22, '18:40', 'raiser', verdict('no', 1, '前天下雨还是漏，没有人再来。')),
      step(16, '09:30', 'chengban', { do: 'acknowledge' }),
      step(16, '10:20', 'chengban', spoke('道歉，并约定由另一支维修队重新查漏点。')),
      step(12, '16:10', 'chengban', answer('查明漏点在女儿墙根部，已整段重做，做了两天闭水试验。', '《住宅专项维修资金管理办法》第十八条')),
      step(11, '19:00', 'raiser', verdict('no', 2, '闭水试验我没看到，昨晚墙上又有水印。')),
    ],
  },
  {
    key: 'fee-report',
    at: at(1, '15:10'),
    concern: {
      ...place.dongjie,
      categoryId: 'conduct',
      title: '反映办证时多收了钱（示例）',
      text: '窗口多收了一笔“加急费”，没有收据。不想让那个单位知道是我说的。',
      contact: null,
      kind: 'report',
      confidentiality: 'accusation',
      accusedUnitId: 'civil',
      channel: 'web',
    },
    steps: [],
  },
  {
    key: 'bus-stop',
    at: at(0, '08:05'),
    concern: {
      ...place.xiwan,
      categoryId: 'roads',
      title: '村口公交站牌倒了（示例）',
      text: '刮大风把西湾村口的站牌吹倒了，横在路边，怕绊着人。',
      contact: { name: '阎示例', phone: '13800000013' },
      channel: 'web',
    },
    steps: [],
  },
  {
    key: 'canteen',
    at: at(0, '08:30'),
    concern: {
      ...place.nanping,
      categoryId: 'welfare',
      title: '希望村里办个老年食堂（示例）',
      text: '村里独居老人十几位，中午做饭难，能不能像邻县那样办个食堂。',
      contact: { name: '尹示例', phone: '13800000014' },
      kind: 'suggestion',
    },
    steps: [],
  },
];
