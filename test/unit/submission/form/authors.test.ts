import { describe, expect, it } from 'vitest';
import { joinAuthors, listed, readAuthors } from '../../../../shared/submission/form/authors.ts';

const names = (text: string) => readAuthors(text).map(({ name }) => name);

describe('authors in one cell', () => {
  it.each([
    ['Ada Vesk, Bo Lind', ['Ada Vesk', 'Bo Lind']],
    ['Ada Vesk and Bo Lind', ['Ada Vesk', 'Bo Lind']],
    ['Ada Vesk, Bo Lind, and Cy Orr', ['Ada Vesk', 'Bo Lind', 'Cy Orr']],
    ['Ada Vesk; Bo Lind', ['Ada Vesk', 'Bo Lind']],
    ['Ada Vesk\nBo Lind\n', ['Ada Vesk', 'Bo Lind']],
    ['Ada Vesk & Bo Lind', ['Ada Vesk', 'Bo Lind']],
    ['Alexandra Andros', ['Alexandra Andros']],
    ['', []],
  ])('%j names %j', (text, wanted) => expect(names(text)).toEqual(wanted));

  it('keeps an affiliation and an address with their name', () => {
    expect(readAuthors('Ada Vesk <ada@pell.example>')).toEqual([
      { name: 'Ada Vesk', affiliation: '', email: 'ada@pell.example' },
    ]);
    expect(readAuthors('Ada Vesk (Pell Academy, ada@pell.example); Bo Lind (Tornby, North Wing)')).toEqual([
      { name: 'Ada Vesk', affiliation: 'Pell Academy', email: 'ada@pell.example' },
      { name: 'Bo Lind', affiliation: 'Tornby, North Wing', email: '' },
    ]);
    expect(readAuthors('Ada Vesk, University of Pell, ada@pell.example')).toEqual([
      { name: 'Ada Vesk', affiliation: 'University of Pell', email: 'ada@pell.example' },
    ]);
  });

  it('takes affiliations and addresses from columns of their own, in the order of the names', () => {
    const two = readAuthors('Ada Vesk, Bo Lind');
    expect(joinAuthors(two, ['Pell', 'Tornby'], listed('a@x.example, b@x.example', true))).toEqual([
      { name: 'Ada Vesk', affiliation: 'Pell', email: 'a@x.example' },
      { name: 'Bo Lind', affiliation: 'Tornby', email: 'b@x.example' },
    ]);
    expect(joinAuthors(two, ['Pell'], []).map(({ affiliation }) => affiliation)).toEqual(['Pell', 'Pell']);
  });
});
