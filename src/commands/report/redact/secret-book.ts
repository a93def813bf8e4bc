import {noSecret, redacted} from './secret-words.js';

/** Shorter ones are taken out where they stand, and not looked for elsewhere: they occur by chance. */
const shortest = 4;
/** Up to this long, what is between letters or digits is another word. */
const short = 7;

/** Words that bundles are full of: a secret that is one is taken out where it stands only. */
const ordinary = new Set(
  'keepalived ldirectord heartbeat director lvsctl ipvsadm master backup root admin user guest nobody anonymous password secret public private local localhost test main default vrrp http https true false none'.split(
    ' ',
  ),
);

/** Secrets that were found, to be taken out of everything else. */
export class SecretBook {
  readonly #secrets = new Set<string>();
  readonly #variables = new Set<string>();

  /** A value that a secret name has: itself, without its quotes, its first word; a variable is remembered by its name. */
  add(value: string): void {
    const text = value.trim();
    for (const each of [text, unquoted(text), unquoted(text.split(/\s+/)[0] ?? '')]) {
      const variable = /^\$\{?(\w+)\}?$/.exec(each)?.[1];
      if (variable !== undefined) this.#variables.add(variable);
      else if (isSearchable(each)) this.#secrets.add(each);
    }
  }

  /** Names of variables whose values are secrets: `$PASS` after `auth_pass`. */
  get variables(): ReadonlySet<string> {
    return this.#variables;
  }

  /** Takes all that are known out of a text, however they are written there: as they are, in JSON, in a URL. */
  takeOut(text: string): string {
    let left = text;
    for (const form of this.#forms()) if (form.isIn(left)) left = left.replace(form.pattern, redacted);
    return left;
  }

  /** The longest first, as one may be a part of another. */
  #forms(): readonly {isIn(text: string): boolean; pattern: RegExp}[] {
    const written = [...this.#secrets].flatMap(secret => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]);
    return [...new Set(written)]
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
      .map(secret => ({
        isIn: text => text.includes(secret),
        pattern: new RegExp(secret.length <= short ? `(?<!\\w)${escaped(secret)}(?!\\w)` : escaped(secret), 'g'),
      }));
  }
}

function isSearchable(text: string): boolean {
  const word = text.toLowerCase();
  return text.length >= shortest && !noSecret.has(word) && !ordinary.has(word);
}

export function unquoted(text: string): string {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text;
  const end = text.lastIndexOf(quote);
  const inner = text.slice(1, end > 0 ? end : undefined);
  return quote === '"' ? inner.replace(/\\(.)/g, '$1') : inner.replaceAll("''", "'");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
