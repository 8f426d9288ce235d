import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contestFilesIn } from '../../../electron/shell/contestFiles.ts';
import { saveName, shownName } from '../../../electron/shell/fileNames.ts';
import { pickedFile } from '../../../electron/shell/pickedFile.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'assay-names-'));
writeFileSync(path.join(folder, 'one.assay'), '');
writeFileSync(path.join(folder, 'TWO.ASSAY'), '');
writeFileSync(path.join(folder, 'data.csv'), '');
mkdirSync(path.join(folder, 'folder.assay'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a suggested name', () => {
  it.each([
    ['Prize 2026', 'Prize 2026.assay'],
    ['Prize.assay', 'Prize.assay'],
    ['v1.2', 'v1.2.assay'],
    ['../../etc/passwd', '.. .. etc passwd.assay'],
    ['C:\\Windows\\x', 'C  Windows x.assay'],
    ['..', 'Contest.assay'],
    ['', 'Contest.assay'],
    ['a\u0000b\nc', 'abc.assay'],
  ])('%j is offered as %j: a name, never a place', (suggested, offered) => {
    expect(saveName(suggested)).toBe(offered);
  });

  it('of a figure gets its kind’s ending and, where nothing is left, a name of its own', () => {
    expect(saveName('Loss by size: Two clocks', '.svg', 'Figure')).toBe('Loss by size  Two clocks.svg');
    expect(saveName('..', '.png', 'Figure')).toBe('Figure.png');
  });
});

describe('a name on the screen', () => {
  it('neither breaks the line nor turns the direction of writing', () => {
    expect(shownName('con\u202etest\r\n\u2028.assay')).toBe('contest.assay');
    expect(shownName('x'.repeat(500))).toHaveLength(120);
    expect(shownName('Wettbewerb – größer 大会')).toBe('Wettbewerb – größer 大会');
  });
});

describe('a picked file', () => {
  it.each([
    ['one.assay', 'contest'],
    ['not there yet.assay', 'contest'],
    ['data.csv', 'csv'],
    ['folder.assay', 'folder'],
    ['notes.txt', 'other'],
  ])('%s is told as %s, without its path', (name, kind) => {
    expect(pickedFile('token', path.join(folder, name))).toEqual({ token: 'token', name, kind });
  });
});

describe('contests named on a command line', () => {
  it('are files that are there and have the ending, whatever its case', () => {
    const args = ['--flag.assay', 'one.assay', 'TWO.ASSAY', 'data.csv', 'folder.assay', 'missing.assay', '.'];
    expect(contestFilesIn(args, folder)).toEqual([path.join(folder, 'one.assay'), path.join(folder, 'TWO.ASSAY')]);
  });
});
