import {addressShape, peerShape} from '../../../src/config/director/address-keys.js';
import {announceShape, directorShape, syncShape} from '../../../src/config/director/director-keys.js';
import {notifyShape, onShape, runShape} from '../../../src/config/director/notify-keys.js';
import {groupShape, routerShape} from '../../../src/config/director/router-keys.js';
import type {Shape} from '../../../src/config/director/shape.js';
import {
  fileShape,
  processShape,
  scriptShape,
  trackShape,
  weightShape,
} from '../../../src/config/director/tracking-keys.js';

/** Every map of the file, under the heading that docs/director-configuration.md has for it. */
export const shapes: Readonly<Record<string, Shape>> = {
  'The file': directorShape,
  'A router': routerShape,
  'An address': addressShape,
  'A peer': peerShape,
  'A group': groupShape,
  'What is tracked': trackShape,
  'How it counts': weightShape,
  'A script': scriptShape,
  'A file': fileShape,
  'A process': processShape,
  'What is run': onShape,
  'A program to run': runShape,
  'Who is told of everything': notifyShape,
  'Connection synchronization': syncShape,
  Announcements: announceShape,
};

/** The table of a map, as the document has it. */
export function keyTable({keys}: Shape): string {
  const rows = Object.entries(keys).map(([key, {kind, absent, meaning}]) => {
    const without = absent === undefined ? '**must be there**' : absent.words;
    return `| \`${key}\` | ${kind.takes} | ${without} | ${meaning} |`;
  });
  return ['| key | takes | without it | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
