// What the uploader says. Chinese first, the English twin beside it.

export const words = {
  zh: {
    list: '正在放上去的文件',
    shrinking: '正在缩小照片…',
    sending: (percent: number) => `已传到 ${percent}%`,
    lost: '网断了，连上以后接着传，不用重来',
    checking: '传完了，正在检查…',
    kept: '已收到',
    failed: '没有收下：',
    noAnswer: '一直连不上，这个文件没有收下。您写的都还在，可以点“再试一次”，或者先不放。',
    again: '再试一次',
    cancel: '不传了',
    remove: '去掉',
    wait: '文件还在传，传完会自动到下一步；不想等，可以点“不传了”。',
    many: (most: number) => `最多放 ${most} 个，多出来的没有放。`,
  },
  en: {
    list: 'Files on their way',
    shrinking: 'making the photo smaller…',
    sending: (percent: number) => `${percent}% has arrived`,
    lost: 'the line is down; it goes on when it is back, from where it was',
    checking: 'all of it has arrived, looking at it…',
    kept: 'received',
    failed: 'not taken: ',
    noAnswer: 'There is no connection, so this file was not taken. What you wrote is still here: try again, or leave it out.',
    again: 'Try again',
    cancel: 'Cancel',
    remove: 'Remove',
    wait: 'Files are still on their way; the form goes on by itself when they have arrived. Cancel them if you do not want to wait.',
    many: (most: number) => `${most} at most; the others were left out.`,
  },
};
export type Words = (typeof words)['zh'];
