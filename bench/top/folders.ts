import {cpSync, mkdirSync, symlinkSync} from 'node:fs';
import type {Folders} from './places.js';

/** Copies what is measured out of the checkout. */
export function copyPrograms(repository: string, folder: string): Folders {
  const [lvsctl, home] = [`${folder}/lvsctl`, `${folder}/home`];
  for (const each of [lvsctl, home]) mkdirSync(each, {recursive: true});
  for (const part of ['bin', 'dist'])
    cpSync(`${repository}/${part}`, `${lvsctl}/${part}`, {recursive: true, verbatimSymlinks: true});
  cpSync(`${repository}/build/bench-top/bare-ink.mjs`, `${folder}/bare-ink.mjs`);
  symlinkSync(`${repository}/node_modules`, `${lvsctl}/node_modules`);
  return {lvsctl, home, bareInk: `${folder}/bare-ink.mjs`, node: `${repository}/node_modules/node/bin/node`};
}
