import { describe, expect, test } from 'vitest';
import { requireLength } from '../../src/kernel/check.ts';
import { faultOf } from '../../src/kernel/log.ts';
import { rolesOf } from '../../src/kernel/member.ts';
import { isPartner } from '../../src/kernel/organization.ts';
import { createPending } from '../../src/kernel/pending.ts';
import { ActRefusal } from '../../src/kernel/refusal.ts';
import { inLanguage, reply } from '../../src/kernel/request.ts';
import { hooksOf } from '../../src/kernel/subject.ts';

describe('the kernel', () => {
  test('both levels of roles are one list', () => {
    expect(rolesOf({ agentRole: 'not_an_agent', adminRoles: [] })).toEqual([]);
    expect(rolesOf({ agentRole: 'helpdesk_agent', adminRoles: [] })).toEqual(['helpdesk_agent']);
    expect(rolesOf({ agentRole: 'admin_agent', adminRoles: ['global_admin'] })).toEqual([
      'global_admin',
      'admin_agent',
    ]);
  });

  test('who has a programme is a partner', () => {
    expect(isPartner({ programme: null })).toBe(false);
    expect(isPartner({ programme: 'advisor' })).toBe(true);
  });

  test('a text has so many characters at most', () => {
    expect(() => requireLength('note', 'abc', 3)).not.toThrow();
    expect(() => requireLength('note', 'abcd', 3)).toThrow(ActRefusal);
    try {
      requireLength('note', 'abcd', 3);
    } catch (error) {
      expect(error).toMatchObject({ problem: { code: 'text_too_long', field: 'note', length: 4, max: 3 } });
    }
  });

  test('R-SEC-04: a fault is said by its name and its sentence, and cut', () => {
    expect(faultOf(new TypeError('wrong'))).toBe('TypeError: wrong');
    expect(faultOf('a text with a secret')).toBe('unknown');
    expect(faultOf(new Error('x'.repeat(293)))).toBe(`Error: ${'x'.repeat(293)}`);
    expect(faultOf(new Error('x'.repeat(294)))).toBe(`Error: ${'x'.repeat(293)}…`);
  });

  test('R-LANG-01: an answer is marked with its language', () => {
    const card = { title: 't', summary: 's', blocks: [] };
    expect(inLanguage(reply.notice(card), 'en')).toEqual(reply.notice({ ...card, locale: 'en' }));
    const form = { title: 't', command: 'x', blocks: [], fields: [], submit: 'Go', cancel: 'No' };
    expect(inLanguage(reply.form(form), 'en')).toEqual(reply.form({ ...form, locale: 'en' }));
    expect(inLanguage({ kind: 'errors', form, errors: { a: 'b' } }, 'en')).toEqual({
      kind: 'errors',
      form: { ...form, locale: 'en' },
      errors: { a: 'b' },
    });
  });

  test('pending work is waited for, whether it ends well or not, and given back as it is', async () => {
    const pending = createPending();
    const ended: string[] = [];
    let finish = () => {};
    const good = pending.keep(
      new Promise<string>((resolve) => {
        finish = () => resolve('good');
      }).then((value) => {
        ended.push(value);
        return value;
      }),
    );
    const bad = pending.keep(Promise.reject(new Error('bad')));
    await expect(bad).rejects.toThrow('bad');
    const settled = pending.settled().then(() => ended.push('settled'));
    finish();
    await settled;
    expect(ended).toEqual(['good', 'settled']);
    expect(await good).toBe('good');
    expect(await pending.settled()).toEqual([]);
  });

  test('R-REL-03: what ends with a relationship is locked by all subjects first, and ended in their order', async () => {
    const said: string[] = [];
    const hook = (name: string) => ({
      hooks: {
        relationshipEnding: async () => {
          said.push(`lock ${name}`);
          return async () => {
            said.push(`end ${name}`);
          };
        },
      },
    });
    const { relationshipEnding } = hooksOf([hook('one'), {}, { hooks: {} }, hook('two')]);
    const finish = await relationshipEnding({} as never, { one: 'a', other: 'b' });
    expect(said).toEqual(['lock one', 'lock two']);
    await finish();
    expect(said.slice(2)).toEqual(['end one', 'end two']);
  });
});
