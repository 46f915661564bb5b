import { describe, expect, test } from 'vitest';
import { commandsWith } from '../../src/kernel/command.ts';
import { unknownCommand } from '../../src/kernel/nearest.ts';
import { reply } from '../../src/kernel/request.ts';

const { member } = commandsWith<unknown, never>();
const commands = [
  'customers',
  'show',
  'partners',
  'roles remove',
  'roles ask',
  'request',
  'record',
  'record set',
  'end',
  'invitations',
].map((verb) =>
  member({
    verb,
    topic: 'look',
    shownTo: 'member',
    run: () => reply.notice({ title: '', summary: '', blocks: [] }),
  }),
);
const nearest = (line: string) => unknownCommand(commands, line);

describe('R-CMD-02: an unknown verb', () => {
  test.each([
    ['custmers', 'custmers', 'customers'],
    ['PARTNRES contoso', 'PARTNRES', 'partners'],
    ['roles remov fabrikam.com', 'roles', 'roles remove'],
    ['role ask contoso.com', 'role', 'roles ask'],
    ['invite contoso.com', 'invite', 'invitations'],
    ['inv', 'inv', 'invitations'],
    ['recrod', 'recrod', 'record'],
  ])('%j is answered with the nearest one first', (line, typed, first) => {
    expect(nearest(line)).toMatchObject({ code: 'unknown_command', typed });
    expect((nearest(line) as unknown as { nearest: { verb: string }[] }).nearest[0]?.verb).toBe(first);
  });

  test.each([
    ['shwo ostrava.example', 'show ostrava.example'],
    ['SHWO Ostrava.example --all', 'show Ostrava.example --all'],
    ['roles remov fabrikam.com', 'roles remove fabrikam.com'],
  ])('R-CMD-08: %j is offered as %j', (line, offered) => {
    expect((nearest(line) as unknown as { nearest: { line: string }[] }).nearest[0]?.line).toBe(offered);
  });

  test('is answered with three at most, and with none that is far away', () => {
    expect((nearest('re') as unknown as { nearest: string[] }).nearest).toHaveLength(3);
    for (const line of ['xyzzy', 'qqqqqqqqqqqq', ''])
      expect(nearest(line)).toEqual({ code: 'unknown_command', typed: line, nearest: [] });
  });

  test('one letter is the beginning of nothing', () => {
    expect(nearest('i')).toEqual({ code: 'unknown_command', typed: 'i', nearest: [] });
  });
});
