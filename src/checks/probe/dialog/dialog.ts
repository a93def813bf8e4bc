/** A protocol that is a talk in text, without its connection: it says what it wants next, and is given what came. */
export type Dialog = Generator<Turn, Outcome, Reply>;

/** What a dialog wants next. */
export type Turn =
  /** @property shown what people who watch see of it: never a secret */
  | {readonly type: 'send'; readonly text: string; readonly shown: string}
  /** Our side of the connection ends, the other one goes on. */
  | {readonly type: 'end-sending'}
  /** Wants a line. @property expected in words, for when it does not come */
  | {readonly type: 'line'; readonly expected: string}
  /** Wants what there is, if it is no line yet. */
  | {readonly type: 'piece'; readonly expected: string}
  /** Wants to know whether the pattern of the check is in a text. */
  | {readonly type: 'match'; readonly text: string};

/** A line without its end, undefined where the server has said everything; whether the pattern matches; undefined for what was sent. */
export type Reply = string | boolean | undefined;

export interface Outcome {
  readonly type: 'up' | 'down';
  readonly words: string;
}

/** What a dialog knows of its check and of its connection. */
export interface Subject {
  readonly login: string;
  readonly password: string;
  readonly request: string;
  readonly over: 'tcp' | 'udp';
  /** Where we speak from, as the protocols write it: IPv6 without brackets. */
  readonly localAddress: string;
  /** 0 where it is not known. */
  readonly localPort: number;
  /** Letters and digits that no other try has. */
  readonly nonce: string;
}

export const up = (words: string): Outcome => ({type: 'up', words});
export const down = (words: string): Outcome => ({type: 'down', words});

/** @param shown where the text has a secret in it */
export function* say(text: string, shown = text): Generator<Turn, void, Reply> {
  yield {type: 'send', text: `${text}\r\n`, shown};
}

/** @returns undefined where the server has said everything */
export function* hear(expected: string): Generator<Turn, string | undefined, Reply> {
  return (yield {type: 'line', expected}) as string | undefined;
}

/** A word of the check in a line of a protocol: it cannot become a second line. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, '');
}
