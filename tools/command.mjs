// Child processes for the tools: quiet while all is well, everything they said when it is not.
import { spawn } from 'node:child_process';
import { Problem, projectEnvironment, root } from './project.mjs';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 124 when its time was up
 * @property {string} output standard output and standard error, in the order they came
 * @property {string} printed standard output alone
 * @property {number} seconds
 */

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, secondsAtMost?: number }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, args, options = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: projectEnvironment({ NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env }), // what is kept is plain text
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: OWN_GROUP, // so that its own children end with it
    });
    watchOver(child);
    let output = '';
    let printed = '';
    let timeUp = false;
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      printed += text;
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
    });
    const clock = options.secondsAtMost
      ? setTimeout(() => {
          timeUp = true;
          endWithChildren(child);
        }, options.secondsAtMost * 1000)
      : undefined;
    const end = (/** @type {number} */ code) => {
      clearTimeout(clock);
      letGo(child);
      resolve({ code, output, printed, seconds: (performance.now() - started) / 1000 });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.once('close', (code) => end(timeUp ? 124 : (code ?? 1)));
  });
}

const OWN_GROUP = process.platform !== 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @param {import('node:child_process').ChildProcess} child */
function endWithChildren(child) {
  try {
    if (OWN_GROUP && child.pid) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

/** @type {readonly NodeJS.Signals[]} */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const endAll = () => running.forEach(endWithChildren);
const stop = () => {
  endAll();
  process.exit(130);
};

/**
 * In a group of their own they do not hear the terminal's Ctrl C: this process ends them when it ends itself. It
 * listens only while there is one, so that otherwise the signals keep their meaning.
 * @param {import('node:child_process').ChildProcess} child
 */
function watchOver(child) {
  if (running.size === 0) for (const signal of ENDINGS) process.on(signal, stop);
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
}

/** @param {import('node:child_process').ChildProcess} child */
function letGo(child) {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of ENDINGS) process.off(signal, stop);
  process.off('exit', endAll);
}

/**
 * Like runCommand, and a Problem that shows the output when the program fails.
 * @param {string} what what was tried, as the middle of a sentence: `installing the packages`
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, secondsAtMost?: number }} [options]
 */
export async function mustRun(what, program, args, options) {
  const result = await runCommand(program, args, options);
  if (result.code === 0) return result;
  throw new Problem(`${result.output.trimEnd()}\n\nStopped: ${what} failed (${program}, exit code ${result.code}).`);
}

/**
 * Does one step and says so in one line with its time.
 * @template T
 * @param {(line: string) => void} say
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(say, name, work) {
  const started = performance.now();
  const result = await work();
  say(`${name} (${inSeconds((performance.now() - started) / 1000)})`);
  return result;
}

/**
 * @param {number} seconds
 * @returns {string} `0.3 s`, `41 s`
 */
export function inSeconds(seconds) {
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
