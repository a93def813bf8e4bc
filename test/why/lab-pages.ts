import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {appendFileSync, readFileSync} from 'node:fs';
import {keepalivedLog} from './lab-director.js';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly said: string;
}

export interface Page {
  readonly code: number;
  readonly verdict: string;
  readonly answer: string;
  readonly next: readonly string[];
  readonly standings: readonly string[];
  readonly holders: readonly string[];
}

/** `lvsctl why WORDS`. */
export function why(...words: readonly string[]): Promise<Page> {
  return whyLine(`lvsctl why ${words.join(' ')}`);
}

/** A whole command line, as a page says it. */
export async function whyLine(line: string): Promise<Page> {
  const {code, stdout, said} = await shell(`${line} -o json`);
  appendFileSync(`${process.env.LAB}/results/pages`, `${line}\n${stdout}\n`);
  assert.notEqual(stdout, '', said);
  const {verdict, answer, next, services: found, addresses} = JSON.parse(stdout);
  return {
    code,
    verdict,
    answer,
    next: next.map((one: {line: string}) => one.line),
    standings: found.flatMap((one: {realServers: {standing: string}[]}) => one.realServers.map(each => each.standing)),
    holders: addresses.map((one: {holder: string}) => one.holder),
  };
}

/** As somebody types it. */
export function shell(line: string): Promise<Ran> {
  return new Promise(resolve => {
    execFile('/bin/sh', ['-c', line], {encoding: 'utf8', timeout: 30_000}, (error, stdout, stderr) =>
      resolve({code: error ? Number(error.code ?? 99) : 0, stdout, said: `${line}\n${stdout}${stderr}`}),
    );
  });
}

/** It ends well. */
export async function done(line: string): Promise<void> {
  const {code, said} = await shell(line);
  assert.equal(code, 0, `${said}\n${readFileSync(keepalivedLog, 'utf8').split('\n').slice(-5).join('\n')}`);
}
