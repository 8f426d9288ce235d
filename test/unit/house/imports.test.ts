import { describe, expect, it } from 'vitest';
import { violationsIn } from '../../../tools/imports.mjs';

const messages = (file: string, text: string) => violationsIn(file, text).map((violation) => violation.message);

describe('the import law', () => {
  it.each([
    ['shared/labels/vote.ts', "import { a } from '../submission/read.ts';"],
    ['shared/contract/table.ts', "import { z } from 'zod';"],
    [
      'db/labels.ts',
      "import Database from 'better-sqlite3'; import { join } from 'node:path'; import '../shared/a.ts';",
    ],
    [
      'electron/engine/labels.ts',
      "import { app } from 'electron'; import '../../db/labels.ts'; import '../../shared/a.ts';",
    ],
    [
      'renderer/organizer/page.tsx',
      "import { Button } from '@mantine/core'; import './page.css'; import '../../shared/a.ts';",
    ],
    ['renderer/plots/style.ts', "import url from './plot.css?url';"],
    ['test/unit/a.test.ts', "import '../../renderer/main.tsx'; import '../../electron/cli/main.ts';"],
  ])('lets %s import what it may', (file, text) => {
    expect(messages(file, text)).toEqual([]);
  });

  it.each([
    ['shared/a.ts', "import '../db/open.ts';", 'shared may not import db ("../db/open.ts")'],
    ['shared/a.ts', "import '../electron/engine/a.ts';", 'shared may not import electron ("../electron/engine/a.ts")'],
    ['shared/a.ts', "import '../renderer/a.ts';", 'shared may not import renderer ("../renderer/a.ts")'],
    ['shared/a.ts', "import fs from 'node:fs';", 'shared may not import Node\'s own modules ("node:fs")'],
    ['shared/a.ts', "import fs from 'fs/promises';", 'shared may not import Node\'s own modules ("fs/promises")'],
    ['shared/a.ts', "import React from 'react';", 'shared may not import the package react'],
    ['shared/a.ts', "import Papa from 'papaparse';", 'shared may not import the package papaparse'],
    ['db/a.ts', "import '../electron/engine/a.ts';", 'db may not import electron ("../electron/engine/a.ts")'],
    ['db/a.ts', "import '../renderer/a.ts';", 'db may not import renderer ("../renderer/a.ts")'],
    ['db/a.ts', "import { app } from 'electron';", 'db may not import the package electron'],
    [
      'electron/shell/a.ts',
      "import '../../renderer/a.ts';",
      'electron may not import renderer ("../../renderer/a.ts")',
    ],
    ['electron/shell/a.ts', "import '../../test/a.ts';", 'electron may not import test ("../../test/a.ts")'],
    ['electron/shell/a.ts', "import '../../../a.ts';", 'electron may not import outside the project ("../../../a.ts")'],
    ['renderer/a.tsx', "import '../db/a.ts';", 'renderer may not import db ("../db/a.ts")'],
    ['renderer/a.tsx', "import '../electron/a.ts';", 'renderer may not import electron ("../electron/a.ts")'],
    [
      'renderer/a.tsx',
      "import { ipcRenderer } from 'electron/renderer';",
      'renderer may not import the package electron',
    ],
    ['renderer/a.tsx', "import Database from 'better-sqlite3';", 'renderer may not import the package better-sqlite3'],
    ['renderer/a.tsx', "import 'node:path';", 'renderer may not import Node\'s own modules ("node:path")'],
    [
      'renderer/a.ts',
      "import '/db/a.ts';",
      'renderer may import files by relative path and packages by name only ("/db/a.ts")',
    ],
    [
      'renderer/a.ts',
      "import 'https://a.test/b.js';",
      'renderer may import files by relative path and packages by name only ("https://a.test/b.js")',
    ],
  ])('refuses in %s: %s', (file, text, message) => {
    expect(messages(file, text)).toEqual([message]);
  });

  it.each([
    ["import type { A } from '../db/a.ts';"],
    ["import { type A } from '../db/a.ts';"],
    ["export { a } from '../db/a.ts';"],
    ["export * from '../db/a.ts';"],
    ["export * as a from '../db/a.ts';"],
    ["const a = await import('../db/a.ts');"],
    ["type A = import('../db/a.ts').A;"],
    ["const a = require('../db/a.ts');"],
    ["import a = require('../db/a.ts');"],
    ["import '../shared/../db/a.ts';"],
  ])('sees %s', (text) => {
    expect(messages('shared/a.ts', text)).toHaveLength(1);
  });

  it('refuses an import whose name is computed, except in electron', () => {
    const text = 'export const load = (name: string) => import(name);';
    expect(messages('renderer/a.ts', text)).toEqual(['renderer may not import what it computes: write the name out']);
    expect(messages('shared/a.ts', text)).toHaveLength(1);
    expect(messages('electron/engine/a.ts', text)).toEqual([]);
  });

  it('names the line', () => {
    const text = "import { z } from 'zod';\n\nimport '../db/a.ts';\n";
    expect(violationsIn('shared/a.ts', text)).toMatchObject([{ file: 'shared/a.ts', line: 3 }]);
  });

  it('takes the text of a comment or a string for what it is', () => {
    const text = "// import '../db/a.ts'\nexport const a = \"import '../db/a.ts'\";";
    expect(messages('shared/a.ts', text)).toEqual([]);
  });
});

describe('shared is a function of its input', () => {
  it.each(['Math.random()', 'Date.now()', "Date['now']()", 'new Date()', 'Date()', 'performance.now()'])(
    'without %s',
    (text) => {
      expect(messages('shared/a.ts', `export const a = () => ${text};`)).toHaveLength(1);
      expect(messages('electron/engine/a.ts', `export const a = () => ${text};`)).toEqual([]);
    },
  );

  it('may read a time that it was given', () => {
    expect(messages('shared/a.ts', 'export const a = (t: string) => new Date(t).getTime() + Date.parse(t);')).toEqual(
      [],
    );
  });
});
