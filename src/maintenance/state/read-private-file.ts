import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';
import {ownUser} from './private-folder.js';
import {systemReason} from '../../ipvs/system-words.js';

/** The text of a file that nobody else can have written, or why it is not believed. Links are not followed. @param mostBytes of it */
export function readPrivateFile(path: string, mostBytes: number): {readonly text: string} | {readonly problem: string} {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return {problem: systemReason(error)};
  }
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) return {problem: 'it is no regular file'};
    if (facts.uid !== ownUser() || (facts.mode & 0o022) !== 0) return {problem: 'others may write it'};
    if (facts.size > mostBytes) return {problem: `it has more than ${mostBytes} bytes`};
    return {text: readFileSync(file, 'utf8')};
  } catch (error) {
    return {problem: systemReason(error)};
  } finally {
    closeSync(file);
  }
}
