import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsWith, readStatement } from '../../../shared/review/conflicts.ts';
import { affiliationsAgree, emailsAgree, fullNamesAgree, namesAgree } from '../../../shared/review/identity.ts';

describe('names', () => {
  it.each([
    ['Ada Quill', 'ada  QUILL', 'case and spaces'],
    ['Ada Quill', 'Quill, Ada', 'family name first, with a comma'],
    ['Ada Quill', 'Quill Ada', 'family name first, without one'],
    ['Ada Quill', 'A. Quill', 'an initial'],
    ['Ada Quill', 'Quill, A.', 'an initial after the family name'],
    ['Ada Maria Quill', 'Ada Quill', 'a middle name left out'],
    ['Ada M. Quill', 'A. Maria Quill', 'initials on both sides'],
    ['Zoë Ñandú', 'Zoe Nandu', 'accents'],
    ['Łukasz Brøgger', 'Lukasz Brogger', 'letters with strokes'],
    ['Zoë Ñandú', 'Zoe\u0308 N\u0303andu\u0301', 'composed and decomposed'],
    ['Inge van der Linde', 'Linde, Inge', 'particles'],
    ['Lena Moor-Hale', 'Lena Moor Hale', 'a hyphen'],
    ['Jean-Luc Marais', 'Jean Luc Marais', 'a hyphen in the given name'],
    ['J.-L. Marais', 'Jean-Luc Marais', 'initials of a double name'],
    ['Min-jun Seo', 'Minjun Seo', 'a double name written as one'],
    ['Rosa García Pinto', 'Rosa Garcia Pinto', 'two family names'],
    ['Dr. Ada Quill', 'Ada Quill, PhD', 'titles'],
    ['Sean O’Dell', "Sean O'Dell", 'apostrophes'],
    ['王小雨', '王小雨', 'other scripts'],
  ])('“%s” and “%s” are one person: %s', (a, b) => {
    expect(namesAgree(a, b)).toBe(true);
    expect(namesAgree(b, a)).toBe(true);
  });

  it.each([
    ['Ada Quill', 'Ada Quilling'],
    ['Ada Quill', 'Bea Quill'],
    ['Ada Quill', 'B. Quill'],
    ['Ada Quill', 'Ada Hale'],
    ['Ada Quill', ''],
    ['', ''],
    ['A.', 'Ada Quill'],
  ])('“%s” and “%s” are not', (a, b) => {
    expect(namesAgree(a, b)).toBe(false);
    expect(namesAgree(b, a)).toBe(false);
  });

  it('agree both ways or neither, and every name with itself', () => {
    const word = fc.constantFrom('Ada', 'A.', 'Maria', 'Quill', 'van', 'Moor-Hale', 'Ñandú', 'B');
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(fc.property(name, name, (a, b) => namesAgree(a, b) === namesAgree(b, a)));
    const full = fc.array(fc.constantFrom('Ada', 'Maria', 'Quill', 'Ñandú'), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(full, (words) => namesAgree(words.join(' '), words.join(' '))));
  });
});

describe('names that both spell out', () => {
  it.each([
    ['Ada Quill', 'QUILL, Ada M.'],
    ['Min-jun Seo', 'Minjun Seo'],
    ['王小雨', '王小雨'],
  ])('“%s” and “%s” are one person', (a, b) => {
    expect(fullNamesAgree(a, b)).toBe(true);
    expect(fullNamesAgree(b, a)).toBe(true);
  });

  it.each([
    ['Ada Quill', 'A. Quill'],
    ['A. M. Quill', 'A. M. Quill'],
    ['Quill', 'Quill'],
    ['Ada Quill', 'Ada Hale'],
  ])('“%s” and “%s” may be two', (a, b) => {
    expect(fullNamesAgree(a, b)).toBe(false);
  });
});

describe('addresses and institutions', () => {
  it('take an address for the same whatever its case, tag and brackets', () => {
    expect(emailsAgree('Ada.Quill+reviews@Example.org', 'Ada <ada.quill@example.org>')).toBe(true);
    expect(emailsAgree('ada@example.org', 'bea@example.org')).toBe(false);
    expect(emailsAgree('', '')).toBe(false);
  });

  it.each([
    ['University of Northfield', 'Northfield Univ.'],
    ['Northfield University', 'Department of Logic, University of Northfield'],
    ['NIT', 'Northfield Institute of Technology'],
    ['Universität Süd', 'Universitat Sud'],
  ])('“%s” is “%s”', (a, b) => {
    expect(affiliationsAgree(a, b)).toBe(true);
    expect(affiliationsAgree(b, a)).toBe(true);
  });

  it.each([
    ['University of Northfield', 'University of Southfield'],
    ['University', 'Institute'],
    ['', 'University of Northfield'],
    ['Independent', 'NIT'],
  ])('“%s” is not “%s”', (a, b) => {
    expect(affiliationsAgree(a, b)).toBe(false);
  });
});

describe('a conflict statement', () => {
  const authors = [
    { name: 'Zoë Ñandú', affiliation: 'University of Northfield; Harrow Labs', email: 'zoe@northfield.example' },
    { name: 'Bo Marsh', affiliation: '', email: '' },
  ];
  const nothing = { names: '', affiliations: '', coauthors: '' };

  it.each([
    ['an own name', { ...nothing, names: 'Someone Else\nNandu, Z.' }],
    ['an own address among the names', { ...nothing, names: 'ZOE@northfield.example' }],
    ['a second affiliation', { ...nothing, affiliations: 'Harrow' }],
    ['a co-author', { ...nothing, coauthors: 'Quill, A.; B. Marsh' }],
    ['a co-author among names apart by commas', { ...nothing, coauthors: 'Ada Quill, Bo Marsh, Cy Hale' }],
    ['one among family names and initials', { ...nothing, coauthors: 'Quill, A., Marsh, B., Hale, C.' }],
    ['the last one of a list', { ...nothing, coauthors: 'Ada Quill and Bo Marsh' }],
  ])('finds %s', (_, typed) => {
    expect(conflictsWith(readStatement(typed), authors)).toBe(true);
  });

  it('finds nothing in other people, nor in nothing', () => {
    expect(
      conflictsWith(readStatement({ names: 'Ada Quill', affiliations: 'Southfield', coauthors: 'C. Marsh' }), authors),
    ).toBe(false);
    const others = { ...nothing, names: 'Quill, Ada', coauthors: 'Bo Hale, Cy Marsh; Hale, B., Marsh, C.' };
    expect(conflictsWith(readStatement(others), authors)).toBe(false);
    expect(conflictsWith(readStatement(nothing), authors)).toBe(false);
    expect(conflictsWith(readStatement({ ...nothing, names: 'Ada Quill' }), [])).toBe(false);
  });
});
