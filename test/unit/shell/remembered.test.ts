import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RECENT_AT_MOST, recentContests, withRecent } from '../../../electron/shell/recent.ts';
import { freshSettings, settingsFile } from '../../../electron/shell/settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-remembered-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('recent contests', () => {
  const contest = (name: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, '');
    return file;
  };

  it('are listed latest first, each once, after a new start too', () => {
    const [first, second] = [contest('first.assay'), contest('second.assay')];
    const recent = recentContests(folder);
    for (const file of [first, second, first]) recent.add(file);
    expect(recentContests(folder).list()).toEqual([first, second]);
  });

  it('are left out while their file is not there, and come back with it', () => {
    const file = contest('stick.assay');
    const recent = recentContests(folder);
    recent.add(file);
    rmSync(file);
    expect(recent.list()).toEqual([]);
    writeFileSync(file, '');
    expect(recent.list()).toEqual([file]);
  });

  it.each(['', 'not JSON', '{"a":1}', '[1,2]', '["relative.assay"]', '[""]'])(
    'are an empty list when their file holds %j',
    (content) => {
      writeFileSync(path.join(folder, 'recent.json'), content);
      const recent = recentContests(folder);
      expect(recent.list()).toEqual([]);
      const file = contest('new.assay');
      recent.add(file);
      expect(recent.list()).toEqual([file]);
    },
  );

  it('are ten at most', () => {
    const names = Array.from({ length: 15 }, (_, at) => `/c/${at}.assay`);
    const list = names.reduce<readonly string[]>(withRecent, []);
    expect(list).toEqual(names.toReversed().slice(0, RECENT_AT_MOST));
  });

  it('can be forgotten', () => {
    const recent = recentContests(folder);
    recent.add(contest('a.assay'));
    recent.clear();
    expect(recent.list()).toEqual([]);
  });

  it('leave no draft behind, and no error when the folder cannot be written', () => {
    const recent = recentContests(folder);
    recent.add(contest('a.assay'));
    expect(readdirSync(folder).sort()).toEqual(['a.assay', 'recent.json']);
    recentContests(path.join(folder, 'missing')).add('/c/a.assay');
    expect(readdirSync(folder)).not.toContain('missing');
  });
});

describe('settings', () => {
  it('are kept from one start to the next', () => {
    settingsFile(folder).change({ zoom: 1.5, theme: 'dark' });
    expect(settingsFile(folder).read()).toEqual({ ...freshSettings, zoom: 1.5, theme: 'dark' });
  });

  it.each(['', '{}', '{"zoom":9}', '[]'])('begin anew when their file holds %j', (content) => {
    writeFileSync(path.join(folder, 'settings.json'), content);
    expect(settingsFile(folder).read()).toEqual(freshSettings);
  });

  it('are plain JSON', () => {
    settingsFile(folder).change({ zoom: 2 });
    expect(JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'))).toMatchObject({ zoom: 2 });
  });
});
