import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import type {CommandContext} from '../command.js';
import type {Candidate} from './question.js';

/** Directors and groups of the settings, and hosts that ssh_config(5) of this user names. */
export async function hostNames(context: CommandContext): Promise<readonly Candidate[]> {
  const {directors, groups} = await context.settings();
  return [
    ...Object.entries(groups).map(([value, members]) => ({value, description: members.join(', ')})),
    ...Object.entries(directors).map(([value, {ssh}]) => ({value, description: `director ${ssh}`})),
    ...hostsOfSshConfig(readSshConfig()).map(value => ({value, description: 'host of ~/.ssh/config'})),
  ];
}

function readSshConfig(): string {
  try {
    return readFileSync(join(homedir(), '.ssh', 'config'), 'utf8');
  } catch {
    return ''; // few have one
  }
}

/** Names behind `Host`, but for patterns. */
export function hostsOfSshConfig(text: string): readonly string[] {
  const names = text.split('\n').flatMap(line => {
    const match = /^\s*host[\s=]+(.*)$/i.exec(line);
    return match ? (match[1] as string).trim().split(/\s+/) : [];
  });
  return [...new Set(names)].filter(name => /^[\w.@:-]+$/.test(name) && !name.startsWith('-'));
}
