import path from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';

/** What the shell remembers of how a person likes it: nothing about any contest's content. */
const settingsSchema = z.object({
  window: z
    .object({
      width: z.number().int().min(200).max(20_000),
      height: z.number().int().min(200).max(20_000),
      x: z.number().int().nullable(),
      y: z.number().int().nullable(),
      maximized: z.boolean(),
    })
    .nullable(),
  zoom: z.number().min(1).max(2),
  theme: z.enum(['system', 'light', 'dark']),
  /** Last folder by what was picked. */
  folders: z.record(z.string(), z.string()),
});

export type Settings = z.infer<typeof settingsSchema>;

export const freshSettings: Settings = { window: null, zoom: 1, theme: 'system', folders: {} };

export interface SettingsFile {
  readonly read: () => Settings;
  readonly change: (change: Partial<Settings>) => void;
}

export function settingsFile(userData: string): SettingsFile {
  const file = path.join(userData, 'settings.json');
  let settings = readJsonFile(file, settingsSchema, freshSettings);
  return {
    read: () => settings,
    change: (change) => {
      settings = { ...settings, ...change };
      writeJsonFile(file, settings);
    },
  };
}
