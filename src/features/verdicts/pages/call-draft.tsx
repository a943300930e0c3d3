// What is said above a call-back form that was filled from a draft.
import { RestoredDraft } from '#ui/draft.tsx';
import type { Lang } from '#ui/lang.ts';

/** When the draft was kept, in words, and whether the matter moved on since. */
export type CallRestored = { at: string; moved: boolean };

export const callDraftHow: Record<Lang, string> = {
  zh: '草稿加密存放，只有您自己看得到；记下后就删，30 天没动也删。',
  en: 'The draft is sealed and only you can open it; it goes when this is recorded, or after 30 days untouched.',
};
const moved: Record<Lang, string> = {
  zh: '存下以后，这件事有了变化。请看过再记。',
  en: 'The matter changed since it was kept. Please look before you record it.',
};

type Props = { lang: Lang; restored: CallRestored; action: string; csrf: string };

export function CallDraftNotice({ lang, restored, action, csrf }: Props) {
  return (
    <RestoredDraft lang={lang} at={restored.at} action={action} csrf={csrf}>
      {restored.moved ? (
        <p>
          <b>{moved[lang]}</b>
        </p>
      ) : null}
      <p>{callDraftHow[lang]}</p>
    </RestoredDraft>
  );
}
