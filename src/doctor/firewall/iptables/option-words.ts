/** An option of a rule with its words, as iptables-save writes it. */
export interface RuleOption {
  /** `-s`, `--dport`. */
  readonly name: string;
  readonly words: readonly string[];
  /** `!` stood before it. */
  readonly isNegated: boolean;
}

/** The options of `-A CHAIN …`, in their order. Quoted words are one, with `\"` for a quote. */
export function optionsOf(line: string): readonly RuleOption[] {
  const options: {name: string; words: string[]; isNegated: boolean}[] = [];
  let isNegated = false;
  for (const {text, isQuoted} of wordsOf(line)) {
    if (text === '!' && !isQuoted) isNegated = true;
    else if (!isQuoted && /^-{1,2}[a-zA-Z]/.test(text)) {
      options.push({name: text, words: [], isNegated});
      isNegated = false;
    } else options.at(-1)?.words.push(text);
  }
  return options;
}

function wordsOf(line: string): readonly {readonly text: string; readonly isQuoted: boolean}[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined
      ? {text: plain ?? '', isQuoted: false}
      : {text: quoted.replace(/\\(.)/g, '$1'), isQuoted: true},
  );
}
