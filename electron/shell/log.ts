import path from 'node:path';
import { app } from 'electron';
import electronLog from 'electron-log/main';
import { defectText } from './defectText.ts';

/**
 * The log file, `logs/main.log` in the app's own folder; it is kept under 2 MB with one older one beside it. What is
 * written here may be read by anyone at this machine: no example text, no names of people, no access codes, no paths.
 */
export const log = {
  info: (text: string): void => electronLog.info(oneLine(text)),
  warn: (text: string): void => electronLog.warn(oneLine(text)),
  error: (text: string): void => electronLog.error(oneLine(text)),
};

export function setUpLog(): void {
  electronLog.transports.file.resolvePathFn = () => path.join(app.getPath('userData'), 'logs', 'main.log');
  electronLog.transports.file.maxSize = 2 * 1024 * 1024;
  electronLog.transports.file.level = 'info';
  electronLog.transports.console.level = app.isPackaged ? false : 'warn';
  electronLog.transports.ipc.level = false; // windows are told nothing
  process.on('uncaughtException', (error) => log.error(`defect: ${defectText(error)}`));
  process.on('unhandledRejection', (reason) => log.error(`defect: ${defectText(reason)}`));
}

/** A line break in a message could pass for another entry. */
function oneLine(text: string): string {
  return text.slice(0, 4000).replaceAll(/\s*[\r\n]+\s*/g, ' | ');
}
