import { describe, expect, it } from 'vitest';
import { opened, people, play, say } from '#test/support/matter.ts';
import { actingAs, registeringAs } from './cover.ts';
import type { StaffActor } from './events.ts';

const { dispatcher, department, hotline, intake, bureau } = people as Record<string, StaffActor>;
const signed = play(
  [
    [people.dispatcher, say.dispatch('department')],
    [people.department, say.acknowledge],
  ],
  opened(),
).matter;

/** A colleague of `who` without posts of their own, standing in for them. */
const standIn = (who: StaffActor | undefined, own: StaffActor['roles'] = []): StaffActor => {
  if (!who) throw new Error('nobody of that name');
  return {
    kind: 'staff',
    id: 'colleague-示例',
    unitId: who.unitId,
    roles: [...own, ...who.roles],
    own,
    covers: [{ id: who.id, roles: who.roles }],
  };
};

describe('standing in', () => {
  it('says for whom: for the owner whose matter it is, also when one’s own post would do', () => {
    for (const own of [[], ['handler']] as const) {
      const acting = actingAs(signed, standIn(department, own), 'note');
      expect(acting).toMatchObject({ id: 'colleague-示例', forId: department?.id });
    }
  });

  it('acts as oneself where one’s own post does and the matter is nobody’s one stands in for', () => {
    const other = { ...signed, owner: { unitId: signed.owner.unitId, accountId: 'somebody-else-示例' } };
    const acting = actingAs(other, standIn(department, ['handler']), 'note');
    expect(acting).toEqual({ kind: 'staff', id: 'colleague-示例', unitId: department?.unitId, roles: ['handler'] });
  });

  it('opens what the post of the one on leave opens, and no more', () => {
    const fresh = opened().matter;
    expect(actingAs(fresh, standIn(dispatcher), 'dispatch')).toMatchObject({ forId: dispatcher?.id });
    expect(actingAs(fresh, standIn(bureau), 'dispatch')).not.toHaveProperty('forId');
  });

  it('never for somebody who may not act here: recusal is personal', () => {
    const recused = { ...signed, recused: [department?.id ?? ''] };
    expect(actingAs(recused, standIn(department), 'note')).not.toHaveProperty('forId');
  });

  it('leaves nothing of the asking in what is recorded', () => {
    for (const name of ['note', 'dispatch', 'judge'] as const) {
      const acting = actingAs(signed, standIn(department, ['handler']), name);
      expect(Object.keys(acting).sort().join()).not.toMatch(/covers|own/);
    }
    expect(registeringAs(standIn(intake))).toMatchObject({ forId: intake?.id });
    expect(registeringAs(standIn(intake, ['intake']))).not.toHaveProperty('forId');
    expect(registeringAs({ kind: 'raiser' })).toEqual({ kind: 'raiser' });
  });

  it('nobody rules by a stand-in on what they asked for or sent themselves', () => {
    const sender = { ...(hotline as StaffActor), roles: ['dispatcher', 'hotline'] as const };
    const objected = play(
      [
        [sender, say.dispatch('department')],
        [department as StaffActor, say.object],
      ],
      opened(),
    );
    const acting = actingAs(objected.matter, standIn(sender), 'ruleObjection') as StaffActor;
    expect(acting.forId).toBe(sender.id);
    expect(objected.refusal(acting, say.rule('rejected'))).toBe('needs-independent');
  });
});
