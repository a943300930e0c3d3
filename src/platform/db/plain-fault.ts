// A fault of the machine (disk, folder, database) that an operator can mend: one plain sentence in each language, never a stack.

export type Sentence = { readonly zh: string; readonly en: string };

/** Thrown up to the command line, which prints the sentence of its language and ends with `exitCode`. */
export class PlainFault extends Error {
  readonly zh: string;
  readonly en: string;
  readonly exitCode = 1;

  constructor(sentence: Sentence, cause?: unknown) {
    super(sentence.en, cause === undefined ? undefined : { cause });
    this.name = 'PlainFault';
    this.zh = sentence.zh;
    this.en = sentence.en;
  }
}
