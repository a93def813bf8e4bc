import {isPatternOption} from '../../../checks/pattern/pattern-options.js';
import {splitCommand, type Word} from '../text/words.js';
import {type Context, required} from '../walk/context.js';
import {flagOf, keywordOf, type Section, settingsOf, textOf} from '../walk/section.js';
import type {CheckedUrl} from './lvs-configuration.js';

/** A url of HTTP_GET or SSL_GET; undefined where keepalived leaves it out. */
export function readUrl(context: Context, section: Section): CheckedUrl | undefined {
  const digest = readDigest(context, section);
  const statusCodes = readStatusCodes(context, section);
  const regex = readRegex(context, section);
  const path = textOf(section, 'path');
  const virtualHost = textOf(section, 'virtualhost');
  if (path === undefined) {
    if (section.isComplete) context.report('incomplete-block', section.end, 'a url without a path');
    return undefined;
  }
  return {
    path,
    ...(digest === undefined ? {} : {digest}),
    statusCodes: statusCodes.length > 0 ? statusCodes : [[200, 299]],
    ...(virtualHost === undefined ? {} : {virtualHost}),
    ...(regex ? {regex} : {}),
  };
}

function readDigest(context: Context, section: Section): string | undefined {
  let digest: string | undefined;
  for (const {words} of settingsOf(section, 'digest')) {
    const word = required(context, words, 1);
    if (digest !== undefined) context.report('duplicate', word, 'a second digest');
    else if (/^[0-9a-f]{32}$/i.test(word.text)) digest = word.text.toLowerCase();
    else context.report('invalid-value', word, 'the digest is not 32 hexadecimal digits');
  }
  return digest;
}

/** `CODE` or `CODE-CODE`, within 100..599. */
function readStatusCodes({report}: Context, section: Section): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (const {words} of settingsOf(section, 'status_code'))
    for (const word of words.slice(1)) {
      const match = /^(\d+)(?:-(\d+))?$/.exec(word.text);
      const [least, most] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
      if (match && least >= 100 && most <= 599 && least <= most) found.push([least, most]);
      else report('invalid-value', word, `"${word.text}" is no status code`, 'keepalived ignores the word');
    }
  return found;
}

/** What is wrong with patterns and their options, keepalived only logs. */
function readRegex({report}: Context, section: Section): CheckedUrl['regex'] {
  let pattern: string | undefined;
  for (const {words, line} of settingsOf(section, 'regex')) {
    const parts = splitCommand(line);
    if ('error' in parts || parts.length !== 2)
      report('note', words[0] ?? keywordOf(section), 'regex takes one pattern', 'keepalived ignores the line');
    else pattern = parts[1];
  }
  const options: string[] = [];
  for (const {words} of settingsOf(section, 'regex_options'))
    for (const word of words.slice(1))
      if (isPatternOption(word.text)) options.push(word.text);
      else report('note', word, `"${word.text}" is no option of patterns`, 'keepalived ignores the word');
  const offset = (keyword: string) => {
    for (const {words} of settingsOf(section, keyword)) {
      const word = words[1] as Word | undefined;
      if (word && words.length === 2 && /^\d+$/.test(word.text)) return Number(word.text);
      report('note', word ?? keywordOf(section), `${keyword} takes one number`, 'keepalived takes 0');
    }
    return undefined;
  };
  const leastOffset = offset('regex_min_offset');
  const mostOffset = offset('regex_max_offset');
  if (pattern === undefined) return undefined;
  const unbound = {pattern, options, mustNotMatch: flagOf(section, 'regex_no_match')};
  if ((leastOffset ?? 0) > (mostOffset ?? Number.POSITIVE_INFINITY)) {
    report('note', keywordOf(section), 'regex_min_offset is above regex_max_offset', 'keepalived ignores both');
    return unbound;
  }
  return {
    ...unbound,
    ...(leastOffset === undefined ? {} : {leastOffset}),
    ...(mostOffset === undefined ? {} : {mostOffset}),
  };
}
