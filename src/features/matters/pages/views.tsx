// Saved views, one's own and the unit's: open, let one open the ledger, delete, and bring the one just deleted back.
import { BackLink } from '#ui/back-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Form } from '#ui/form.tsx';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '视图',
    back: '回到台账',
    name: '名字',
    says: '条件',
    whose: '谁的',
    mine: '我的',
    unit: '本单位的',
    what: '操作',
    opens: '打开台账先看它',
    makeDefault: '设为打开台账先看的',
    plain: '不再先看它',
    remove: '删除',
    all: '没有条件，全部',
    none: '还没有存过视图。',
    noneHint: '在台账里选好条件，点“把这些条件存为视图”。',
    deleted: '视图已删除',
    undo: '撤销删除',
    refused: '没有办成',
  },
  en: {
    title: 'Views',
    back: 'Back to the ledger',
    name: 'Name',
    says: 'Conditions',
    whose: 'Whose',
    mine: 'mine',
    unit: "my unit's",
    what: 'Change',
    opens: 'opens the ledger',
    makeDefault: 'Let it open the ledger',
    plain: 'Let it not open the ledger',
    remove: 'Delete',
    all: 'none: everything',
    none: 'No view is saved yet.',
    noneHint: 'Choose conditions in the ledger, then "Save these conditions as a view".',
    deleted: 'View deleted',
    undo: 'Bring it back',
    refused: 'Not done',
  },
};

export type ViewLine = {
  id: string;
  name: string;
  href: string;
  says: readonly string[];
  ofUnit: boolean;
  isDefault: boolean;
  may: boolean;
};
type Props = { frame: StaffFrame; views: readonly ViewLine[]; deleted: string; refusal: string | undefined };

export function ViewsPage({ frame, views, deleted, refusal }: Props) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const press = (view: { id: string; name: string }, what: string, label: string) => (
    <Form action={`/staff/views/${view.id}/${what}`} csrf={csrf}>
      <button type="submit" class="link">
        {label}
        <span class="sr"> {view.name}</span>
      </button>
    </Form>
  );
  return (
    <StaffPage {...frame} title={t.title} hasErrors={refusal !== undefined}>
      <BackLink lang={lang} href="/staff/matters?view=all" label={t.back} />
      <h1>{t.title}</h1>
      {refusal ? (
        <Notice tone="stop" title={t.refused}>
          <p>{refusal}</p>
        </Notice>
      ) : null}
      {/^[0-9A-Z]{26}$/.test(deleted) ? (
        <Notice tone="success" title={t.deleted}>
          {press({ id: deleted, name: '' }, 'restore', t.undo)}
        </Notice>
      ) : null}
      {views.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneHint}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.title}
          hideCaption
          rows={views}
          columns={[
            {
              head: t.name,
              kind: 'main',
              labelled: false,
              cell: (view) => (
                <>
                  <a href={view.href}>{view.name}</a>
                  {view.isDefault ? <span class="sub">{t.opens}</span> : null}
                </>
              ),
            },
            { head: t.says, cell: (view) => (view.says.length === 0 ? t.all : view.says.join(lang === 'zh' ? '，' : ', ')) },
            { head: t.whose, cell: (view) => (view.ofUnit ? t.unit : t.mine) },
            {
              head: t.what,
              labelled: false,
              cell: (view) =>
                view.may ? (
                  <div class="presses">
                    {view.isDefault ? press(view, 'plain', t.plain) : press(view, 'default', t.makeDefault)}
                    {press(view, 'delete', t.remove)}
                  </div>
                ) : null,
            },
          ]}
        />
      )}
    </StaffPage>
  );
}
