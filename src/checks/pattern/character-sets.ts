/** Sets of bytes as the inside of a JavaScript class, as PCRE2 and Perl have them in the C locale, where JavaScript has others. */
export const escapeSets: Readonly<Record<string, string>> = {
  d: '0-9',
  D: '\\x00-/:-\\xff',
  w: 'A-Za-z0-9_',
  W: '\\x00-/:-@\\[-\\^`{-\\xff',
  s: '\\t-\\r ',
  S: '\\x00-\\x08\\x0e-\\x1f!-\\xff',
  h: '\\t \\xa0',
  H: '\\x00-\\x08\\n-\\x1f!-\\x9f\\xa1-\\xff',
  v: '\\n-\\r\\x85',
  V: '\\x00-\\t\\x0e-\\x84\\x86-\\xff',
};

/** `[:alpha:]` and what else may stand in it. */
export const posixSets: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  lower: 'a-z',
  upper: 'A-Z',
  alnum: 'A-Za-z0-9',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t-\\r ',
  word: 'A-Za-z0-9_',
  xdigit: '0-9A-Fa-f',
};

/** What is not in them: `[:^alpha:]`. */
export const posixComplements: Readonly<Record<string, string>> = {
  alpha: '\\x00-@\\[-`{-\\xff',
  lower: '\\x00-`{-\\xff',
  upper: '\\x00-@\\[-\\xff',
  alnum: '\\x00-/:-@\\[-`{-\\xff',
  ascii: '\\x80-\\xff',
  blank: '\\x00-\\x08\\n-\\x1f!-\\xff',
  cntrl: ' -~\\x80-\\xff',
  digit: '\\x00-/:-\\xff',
  graph: '\\x00- \\x7f-\\xff',
  print: '\\x00-\\x1f\\x7f-\\xff',
  punct: '\\x00- 0-9A-Za-z\\x7f-\\xff',
  space: '\\x00-\\x08\\x0e-\\x1f!-\\xff',
  word: '\\x00-/:-@\\[-\\^`{-\\xff',
  xdigit: '\\x00-/:-@G-`g-\\xff',
};
