import {isObject, type Json, type JsonObject, listOf} from './nft-json.js';

/** A rule shorter than this is told whole. */
const longest = 160;

/** A rule as nft(8) would write it, near enough to find it. */
export function ruleWords(rule: JsonObject): string {
  const words = listOf(rule.expr).filter(isObject).flatMap(statementWords).join(' ');
  const comment = typeof rule.comment === 'string' ? ` comment "${rule.comment}"` : '';
  const whole = `${words}${comment}`;
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
}

function statementWords(statement: JsonObject): readonly string[] {
  const [[kind, value] = ['', null]] = Object.entries(statement);
  if (kind === 'match' && isObject(value)) {
    const operator = value.op === '==' || value.op === 'in' ? '' : `${String(value.op)} `;
    return [`${valueWords(value.left)} ${operator}${valueWords(value.right)}`];
  }
  if (kind === 'counter') return [];
  if ((kind === 'jump' || kind === 'goto') && isObject(value)) return [`${kind} ${String(value.target)}`];
  if (kind === 'mangle' && isObject(value)) return [`${valueWords(value.key)} set ${valueWords(value.value)}`];
  if (kind === 'vmap' && isObject(value)) return [`${valueWords(value.key)} vmap ${valueWords(value.data)}`];
  return [kind];
}

function valueWords(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(valueWords).join(',');
  if (!isObject(value)) return String(value);
  if (isObject(value.meta)) return `meta ${String(value.meta.key)}`;
  if (isObject(value.ct)) return `ct ${String(value.ct.key)}`;
  if (isObject(value.payload)) return `${String(value.payload.protocol)} ${String(value.payload.field)}`;
  if (isObject(value.prefix)) return `${String(value.prefix.addr)}/${String(value.prefix.len)}`;
  if (Array.isArray(value.range)) return value.range.map(valueWords).join('-');
  if (value.set !== undefined) return `{ ${listOf(value.set).map(valueWords).join(', ')} }`;
  if (Array.isArray(value.concat)) return value.concat.map(valueWords).join(' . ');
  if (isObject(value.elem)) return valueWords(value.elem.val);
  const [kind = ''] = Object.keys(value);
  return Array.isArray(value[kind]) ? (value[kind] as readonly Json[]).map(valueWords).join(` ${kind} `) : kind;
}
