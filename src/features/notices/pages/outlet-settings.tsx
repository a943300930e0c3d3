// How one outlet is set. Secrets go in and never come out.
import { Select } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import type { OutletField } from '../actions-outlets.ts';
import type { OutletPageProps } from './outlet-view.ts';
import { text } from './outlet-words.ts';

export function Settings({ frame, kind, outlet, form, units, mayBePlain }: OutletPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const isNew = outlet === null;
  const robot = kind === 'webhook' ? 'webhook' : 'robot';
  const f = (name: OutletField) => ({ ...asField(form, name), lang });
  return (
    <Form action={isNew ? `/staff/outlets/new/${kind}` : `/staff/outlets/${outlet.id}`} csrf={csrf}>
      <Field {...f('name')} label={t.name} hint={kind === 'email' ? t.nameHintMail : t.nameHint} width="middle" maxlength={60} />
      <Select {...f('unitId')} label={t.unit} hint={t.unitHint} blank={t.all} options={units} />
      {kind === 'email' ? (
        <>
          <Field {...f('host')} label={t.host} width="middle" />
          <Field {...f('port')} label={t.port} width="short" inputmode="numeric" />
          <Select
            {...f('security')}
            label={t.security}
            blank={null}
            options={(['tls', 'starttls', 'none'] as const)
              .filter((way) => way !== 'none' || mayBePlain || form.values.security === 'none')
              .map((way) => ({ value: way, label: t.securities[way] }))}
          />
          <Field {...f('from')} label={t.from} type="email" width="middle" />
          <Field {...f('user')} label={t.user} hint={t.userHint} optional autocomplete="off" width="middle" />
          <Field
            {...f('password')}
            label={t.password}
            type="password"
            hint={isNew ? undefined : t.stays}
            optional
            autocomplete="new-password"
            width="middle"
          />
          <Field {...f('domains')} label={t.domains} hint={t.domainsHint} optional width="middle" />
        </>
      ) : (
        <>
          <Field
            {...f('address')}
            label={t.address[robot]}
            hint={
              <>
                {isNew ? null : <b>{t.stays} </b>}
                {t.addressHint[kind]}
              </>
            }
            optional={!isNew}
            autocomplete="off"
          />
          {kind === 'wecom' ? null : (
            <Field
              {...f('secret')}
              label={t.secret[robot]}
              hint={isNew ? t.secretHint[robot] : t.staysWith}
              optional={robot === 'robot' || !isNew}
              autocomplete="off"
            />
          )}
        </>
      )}
      <p class="hint">{t.quietHint}</p>
      <div class="two">
        <Field {...f('quietFrom')} label={t.quietFrom} width="short" />
        <Field {...f('quietTo')} label={t.quietTo} width="short" />
      </div>
      <Field {...f('joinMinutes')} label={t.join} width="short" inputmode="numeric" />
      <SubmitRow label={isNew ? t.saveFirst : t.save} cancel={{ href: '/staff/outlets', label: isNew ? t.notNow : t.back }} />
    </Form>
  );
}
