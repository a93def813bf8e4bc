/** What JSON.stringify takes as it is. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [name: string]: Json};

/**
 * A value as JSON that decodeValue reads back as it was. What JSON has not is an object with one member whose name
 * begins with `$`; an object that looks so, or has a member `__proto__`, is itself a `$object`. Of an error its name,
 * message and members go along, not its stack.
 * @throws TypeError for functions and symbols
 */
export function encodeValue(value: unknown): Json {
  switch (typeof value) {
    case 'undefined':
      return {$undefined: true};
    case 'bigint':
      return {$bigint: value.toString()};
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : {$number: Object.is(value, -0) ? '-0' : String(value)};
    case 'boolean':
    case 'string':
      return value;
    case 'object':
      return value === null ? null : encodeObject(value);
    case 'function':
    case 'symbol':
      throw new TypeError(`a ${typeof value} cannot be sent to another host`);
  }
}

/** Reads what encodeValue made. @throws Error where it is nothing that encodeValue makes: it is from outside */
export function decodeValue(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(decodeValue);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json);
  const [name, inner] = entries[0] ?? [''];
  if (!name.startsWith('$')) return fromEntries(entries);
  const decode = Object.hasOwn(tags, name) ? tags[name] : undefined;
  if (!decode || entries.length > 1) throw new Error(`${JSON.stringify(name.slice(0, 20))} is no value`);
  return decode(inner);
}

function encodeObject(value: object): Json {
  if (Array.isArray(value)) return value.map(encodeValue);
  if (value instanceof Uint8Array)
    return {$bytes: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')};
  if (value instanceof Map) return {$map: [...value].map(pair => pair.map(encodeValue))};
  if (value instanceof Set) return {$set: [...value].map(encodeValue)};
  const entries = Object.entries(value).map(([name, inner]) => [name, encodeValue(inner)] as const);
  if (value instanceof Error) {
    const {name, message} = value;
    return {$error: [name, message, entries.filter(([member]) => !ofEveryError.has(member))]};
  }
  const isPlain = entries.every(([member]) => !member.startsWith('$') && member !== '__proto__');
  return isPlain ? Object.fromEntries(entries) : {$object: entries};
}

const ofEveryError = new Set(['name', 'message', 'stack', 'cause']);

const tags: Readonly<Record<string, (inner: unknown) => unknown>> = {
  $undefined: () => undefined,
  $bigint: inner => BigInt(matching(inner, /^-?\d{1,100}$/)),
  $number: inner => Number(matching(inner, /^(NaN|-?Infinity|-0)$/)),
  $bytes: inner => new Uint8Array(Buffer.from(matching(inner, /^[A-Za-z0-9+/]*={0,2}$/), 'base64')),
  $map: inner => new Map(listOf(inner).map(pair => listOf(pair, 2).map(decodeValue) as [unknown, unknown])),
  $set: inner => new Set(listOf(inner).map(decodeValue)),
  $object: inner => fromEntries(namedList(inner)),
  $error: inner => decodeError(listOf(inner, 3)),
};

function decodeError([name, message, members]: readonly unknown[]): Error {
  const error = new Error(matching(message, /^/));
  const all = namedList(members).filter(([member]) => !ofEveryError.has(member));
  for (const [member, value] of [['name', matching(name, /^/)] as const, ...all])
    Object.defineProperty(error, member, {
      value: decodeValue(value),
      enumerable: member !== 'name',
      configurable: true,
    });
  return error;
}

/** NB: `__proto__` becomes a member like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries.map(([name, inner]) => [name, decodeValue(inner)]));
}

function namedList(inner: unknown): readonly (readonly [string, unknown])[] {
  return listOf(inner).map(pair => {
    const [name, value] = listOf(pair, 2);
    return [matching(name, /^/), value] as const;
  });
}

function listOf(inner: unknown, length?: number): readonly unknown[] {
  if (!Array.isArray(inner) || (length !== undefined && inner.length !== length)) throw new Error('a list is wrong');
  return inner;
}

function matching(inner: unknown, pattern: RegExp): string {
  if (typeof inner !== 'string' || !pattern.test(inner)) throw new Error('a text is wrong');
  return inner;
}
