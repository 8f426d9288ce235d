import { describe, expect, it } from 'vitest';
import { choiceRemarks } from '../../../../renderer/contractor/choiceRemarks.ts';

describe('a choice that differs from its fellows', () => {
  it('says that the space before it is missing', () => {
    expect(choiceRemarks([' Yes', ' No', 'No way to tell'])).toEqual([null, null, 'no space before it']);
  });

  it('says that it alone has a space', () => {
    expect(choiceRemarks(['Yes', 'No ', ' Maybe'])).toEqual([null, 'a space after it', 'a space before it']);
  });

  it('is the one without the space where the choices are split evenly', () => {
    expect(choiceRemarks([' Yes', 'No'])).toEqual([null, 'no space before it']);
  });

  it('is not there where all are alike', () => {
    expect(choiceRemarks([' Yes', ' No'])).toEqual([null, null]);
    expect(choiceRemarks(['A', 'B', 'C'])).toEqual([null, null, null]);
  });
});
