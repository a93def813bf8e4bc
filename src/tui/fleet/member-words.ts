import {escapeControls} from '../../ipvs/outside-text.js';
import {age} from '../text/age.js';
import type {Role} from '../theme/role.js';
import type {Member} from './fleet-model.js';

/** How it is with a director's answers, in a word or two for its row: `answers`, `silent for 4s`, `down for 12m`. */
export function linkWords({link}: Member, now: number): {readonly text: string; readonly role: Role} {
  switch (link.state) {
    case 'ready':
      return {text: link.hello.mayWrite ? 'answers' : 'answers, reads only', role: 'good'};
    case 'connecting':
      return link.lost
        ? {text: `down for ${age(now - link.lost.since)}`, role: 'bad'}
        : {text: 'connecting', role: 'warn'};
    case 'silent':
      return {text: `silent for ${age(now - link.since)}`, role: 'bad'};
    case 'down':
      return {text: `down for ${age(now - link.since)}`, role: 'bad'};
  }
}

/** The same as a sentence, with what is known of why. */
export function memberWords(member: Member, now: number): string {
  const {name, link} = member;
  switch (link.state) {
    case 'ready':
      return `${name} has not shown anything yet`;
    case 'connecting':
      return `${name} is being connected to${link.lost ? `, after: ${escapeControls(link.lost.words)}` : ''}`;
    case 'silent':
      return `${name} has not answered for ${age(now - link.since)}`;
    case 'down':
      return `${name} is not connected: ${escapeControls(link.words)}`;
  }
}
