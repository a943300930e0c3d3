// Matters of the last months that were answered, so that the rates and the leader's page have something to count. Invented, 示例, and neither all good nor all bad.
import type { Command } from '#core/matter/commands.ts';
import { answer, at, dispatchTo, place, type Scene, spoke, step, verdict } from './scene-list.ts';

type Place = keyof typeof place;
type Verdict = readonly ['yes' | 'partly' | 'no', 1 | 2 | 3 | 4 | 5, string] | null;
/** Days ago, place, category, what was said, what was answered, days until the answer, the verdict (null: nobody was reached). */
type Row = readonly [number, Place, string, string, string, number, Verdict];

const housing = ['housing', 'utilities', 'water', 'lighting', 'roads', 'environment', 'market'];
const rows: readonly Row[] = [
  [86, 'dongjie', 'water', '早晚用水高峰没有水', '调高了加压站的压力，早晚各测三天，水压已够五楼', 1, ['yes', 5, '早上有水了，做饭不耽误']],
  [84, 'estate', 'housing', '电梯停了四天', '更换主板，特检所复检合格', 3, ['yes', 4, '修好了，就是慢了两天']],
  [83, 'liuhe', 'roads', '村口桥面有坑', '坑槽已补平，立了限重牌', 4, ['yes', 4, '']],
  [80, 'nanping', 'welfare', '残疾补贴停发', '系统转户口时漏转，已补发两个月', 3, ['yes', 5, '补发的钱到账了，谢谢']],
  [78, 'dongjie', 'environment', '夜里施工太吵', '责令晚十点后停工，已开整改单', 2, ['partly', 3, '安静了几天，周末又响过一次']],
  [77, 'xiwan', 'health', '村卫生室没有药', '与乡卫生院核对后补了常用药 32 种', 4, ['yes', 4, '']],
  [75, 'shiqiao3', 'roads', '路灯杆歪了', '已扶正并加固底座', 3, ['yes', 5, '']],
  [73, 'estate', 'housing', '地下车库渗水', '注浆堵漏三处，下次大雨后再查', 5, ['no', 2, '下了一场小雨又渗了，堵的地方不对']],
  [71, 'dongjie', 'market', '菜市场短斤少两', '更换不合格秤 2 台，公示复秤点', 3, ['yes', 4, '']],
  [70, 'nanping', 'labour', '干了三个月没拿到工钱', '责令用工方支付，工钱 8400 元已到账', 5, ['yes', 5, '工钱一分不少拿到了']],
  [68, 'liuhe', 'rural', '邻居占了我家地边', '现场量界，双方在调解书上签字', 5, ['partly', 3, '界桩立了，赔的苗钱还没给']],
  [66, 'dongjie', 'education', '幼儿园门口太乱', '上下学时段有人值守，划了接送区', 4, ['yes', 5, '']],
  [64, 'estate', 'lighting', '小区外路灯整排不亮', '电缆被挖断，已接通', 1, null],
  [63, 'xiwan', 'water', '水里有沙子', '清洗了高位水池，更换滤网', 1, ['yes', 4, '']],
  [61, 'shiqiao3', 'welfare', '老人津贴没有到账', '银行卡号有误，更正后已发', 3, ['yes', 5, '']],
  [59, 'dongjie', 'roads', '斑马线看不清', '重新划线', 4, ['yes', 4, '']],
  [57, 'estate', 'housing', '楼道堆满杂物', '清运两车，物业每周检查', 4, ['no', 1, '清完第三天又堆上了，没有人管']],
  [55, 'nanping', 'health', '报销单子退回三次', '缺的材料由乡便民大厅代补，已受理', 3, ['partly', 3, '']],
  [54, 'liuhe', 'environment', '河边倒垃圾', '清理 3 吨，装了劝导牌', 5, ['yes', 4, '']],
  [52, 'dongjie', 'conduct', '办证窗口中午没人', '窗口中午改为轮班，已公示', 3, ['yes', 5, '中午去真的有人了']],
  [50, 'xiwan', 'roads', '通村路塌了半边', '临时便道已通，正式修复列入年底计划', 5, ['partly', 2, '便道能走，下雨天车还是打滑']],
  [48, 'estate', 'water', '水费多算了一个月', '表具抄错，已退 46 元', 1, ['yes', 5, '']],
  [45, 'dongjie', 'market', '健身卡退不了钱', '调解后退款 1200 元', 4, ['yes', 4, '']],
  [43, 'shiqiao3', 'rural', '灌溉渠堵了', '清淤 600 米，已通水', 5, ['yes', 5, '']],
  [41, 'nanping', 'education', '校车晚点', '增加一个班次，提前十五分钟', 4, null],
  [39, 'dongjie', 'environment', '烧烤油烟进屋', '商户加装净化器', 3, ['no', 2, '装了机器不开，晚上还是呛']],
  [37, 'liuhe', 'water', '管子漏水一个多月', '更换 40 米管道', 1, ['yes', 5, '']],
  [35, 'estate', 'roads', '小区门口停车堵路', '划了禁停线，交警每晚巡两次', 4, ['partly', 3, '']],
  [33, 'xiwan', 'welfare', '危房改造等了一年', '已列入本年第二批，下月开工', 4, ['partly', 3, '有日子了，盼着真能开工']],
  [31, 'dongjie', 'labour', '社保断缴不知道找谁', '已帮助补缴并开通查询', 3, ['yes', 5, '']],
  [29, 'nanping', 'roads', '会车的地方太窄', '加宽两处会车道', 5, ['yes', 4, '']],
  [26, 'estate', 'housing', '外墙砖掉下来', '封闭通道，已清除空鼓', 2, ['yes', 4, '先拦起来了，放心多了']],
  [24, 'liuhe', 'lighting', '广场灯一到八点就灭', '时控器改到十点半', 1, ['yes', 5, '']],
  [22, 'dongjie', 'water', '水压忽高忽低', '更换减压阀', 1, null],
  [20, 'shiqiao3', 'health', '家庭医生没来过', '已上门随访，留了电话', 3, ['yes', 4, '']],
  [18, 'xiwan', 'environment', '养猪场气味大', '清粪池加盖，下月复查', 7, ['no', 2, '风一来还是臭，孩子不敢开窗']],
  [16, 'dongjie', 'market', '药店价格不标', '已责令明码标价', 4, ['yes', 4, '']],
  [15, 'estate', 'water', '楼顶水箱没洗过', '已清洗并公示化验单', 1, ['yes', 5, '']],
];

export const finishedScenes = (): readonly Scene[] =>
  rows.map(([daysAgo, where, categoryId, said, done, days, judged], i) => {
    const lead = housing.includes(categoryId) ? 'housing' : 'civil';
    const handler = lead === 'housing' ? 'chengban' : 'minzheng';
    const take: Command = { do: 'acknowledge' };
    const answeredAgo = daysAgo - days;
    return {
      key: `finished-${i + 1}`,
      at: at(daysAgo, '08:30'),
      concern: {
        ...place[where],
        categoryId,
        title: `${said}（示例）`,
        text: `${said}，希望尽快解决。（示例）`,
        contact: { name: '曹示例', phone: `138000010${String(i + 10)}` },
      },
      steps: [
        step(daysAgo, '09:10', 'paidan', dispatchTo(lead, '部门职责清单')),
        step(daysAgo, '09:40', handler, take),
        step(daysAgo, '10:20', handler, spoke('问清了情况，约了时间去看。')),
        step(answeredAgo, '16:30', handler, answer(`${done}。`, '部门职责清单')),
        ...(judged === null || answeredAgo < 2 ? [] : [step(answeredAgo - 1, '19:00', 'raiser', verdict(...judged))]),
      ],
    };
  });
