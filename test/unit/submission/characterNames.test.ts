import { describe, expect, it } from 'vitest';
import { createNamedCharacter } from '../../../shared/submission/characterNames.ts';
import { parseClasses } from '../../../shared/submission/literal.ts';

const named = createNamedCharacter(() => ({
  names: new Map([
    [0x0a, '<control>'],
    [0x2022, 'BULLET'],
    [0x4e00, 'CJK Ideograph'],
    [0x1f514, 'BELL'],
  ]),
  aliases: [{ 10: ['LINE FEED', 'NEW LINE'] }, { 10: ['LF'] }],
}));

describe('characters by name', () => {
  it('are found by name and alias, in any case', () => {
    expect(named('BULLET')).toBe('•');
    expect(named('Bell')).toBe('🔔');
    expect(named('new line')).toBe('\n');
    expect(named('LF')).toBe('\n');
  });

  it('are found by rule where names follow one', () => {
    expect(named('HANGUL SYLLABLE GA')).toBe('가');
    expect(named('HANGUL SYLLABLE HIH')).toBe('힣');
    expect(named('HANGUL SYLLABLE A')).toBe('아');
    expect(named('CJK UNIFIED IDEOGRAPH-4E00')).toBe('一');
    expect(named('CJK UNIFIED IDEOGRAPH-20000')).toBe('𠀀');
  });

  it.each([
    '',
    '<control>',
    'CJK Ideograph',
    'CJK UNIFIED IDEOGRAPH-0041',
    'CJK UNIFIED IDEOGRAPH-4e00',
    'Hangul Syllable GA',
    'HANGUL SYLLABLE',
    'HANGUL SYLLABLE GAGAG',
    ' BULLET',
    'BULLETS',
    'b\u0131g bell',
    'L\u0131NE FEED',
  ])('are not made up: %j', (name) => {
    expect(named(name)).toBeNull();
  });

  it('are asked for only when a name turns up', () => {
    let asked = 0;
    const lazy = createNamedCharacter(() => {
      asked += 1;
      return { names: [[0x2022, 'BULLET']], aliases: [] };
    });
    expect(parseClasses("['a', 'b']", lazy).ok).toBe(true);
    expect(asked).toBe(0);
    expect(parseClasses(String.raw`['\N{BULLET}', '\N{bullet}s']`, lazy)).toEqual({ ok: true, classes: ['•', '•s'] });
    expect(asked).toBe(1);
  });
});
