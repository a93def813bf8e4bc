import {directorPairRules} from './director/director-pair-rules.js';
import {directorRules} from './director/director-rules.js';
import {readDirectorFile} from './director/director-subject.js';
import {directorReaderCodes} from './director/reader-codes.js';
import {authkeysRules} from './heartbeat/authkeys-rules.js';
import {readAuthkeysFile} from './heartbeat/authkeys-subject.js';
import {haCfRules} from './heartbeat/ha-cf-rules.js';
import {readHaCfFile} from './heartbeat/ha-cf-subject.js';
import {haresourcesRules} from './heartbeat/haresources-rules.js';
import {readHaresourcesFile} from './heartbeat/haresources-subject.js';
import {authkeysPairRules, haCfPairRules, haresourcesPairRules} from './heartbeat/heartbeat-pair-rules.js';
import {authkeysReaderCodes, haCfReaderCodes, haresourcesReaderCodes} from './heartbeat/reader-codes.js';
import {keepalivedPairRules} from './keepalived/keepalived-pair-rules.js';
import {keepalivedRules} from './keepalived/keepalived-rules.js';
import {readKeepalived} from './keepalived/keepalived-subject.js';
import {keepalivedReaderCodes} from './keepalived/reader-codes.js';
import {blockWithinBlock, readerProblems} from './keepalived/reader-problems.js';
import {recognisedMistakes} from './keepalived/recognised-mistakes.js';
import {ldirectordPairRules} from './ldirectord/ldirectord-pair-rules.js';
import {ldirectordRules} from './ldirectord/ldirectord-rules.js';
import {readLdirectord} from './ldirectord/ldirectord-subject.js';
import {withoutFollowing} from './ldirectord/without-following.js';
import {ldirectordReaderCodes} from './ldirectord/reader-codes.js';
import type {LintKind} from './lint-kind.js';
import {coded, type LintLanguage, lintLanguage} from './lint-language.js';
import {rulesReaderCodes} from './rules/reader-codes.js';
import {rulesRules} from './rules/rules-rules.js';
import {readRuleFile} from './rules/rules-subject.js';
import {sysctlRules} from './sysctl/sysctl-rules.js';
import {readSysctl} from './sysctl/sysctl-subject.js';
import {WrittenNames} from './written-names.js';

/** How each kind of file is judged. */
export const languages: Readonly<Record<LintKind, LintLanguage>> = {
  keepalived: lintLanguage({
    read: readKeepalived,
    problems: readerProblems,
    isWhole: ({isWhole}) => isWhole,
    readerCodes: [blockWithinBlock, ...recognisedMistakes, ...keepalivedReaderCodes],
    rules: keepalivedRules,
    pairRules: keepalivedPairRules,
    supersedes: {
      'no-weight': ['quorum-unreachable'],
      'block-within-block': ['unexpected-brace'],
      'unknown-keyword': ['unexpected-brace'],
    },
  }),
  ldirectord: lintLanguage({
    read: (text, file) => readLdirectord(text, file),
    problems: ({problems}) => withoutFollowing(problems.map(one => coded(ldirectordReaderCodes, one))),
    readerCodes: ldirectordReaderCodes,
    rules: ldirectordRules,
    pairRules: ldirectordPairRules,
  }),
  rules: lintLanguage({
    read: (text, file, {portOf}) => readRuleFile(text, file, new WrittenNames(portOf)),
    problems: ({problems}) => problems.map(one => coded(rulesReaderCodes, one)),
    readerCodes: rulesReaderCodes,
    rules: rulesRules,
    pairRules: [],
    words: (subject, text) => subject.names.restore(text),
  }),
  sysctl: lintLanguage({
    read: readSysctl,
    problems: () => [],
    readerCodes: [],
    rules: sysctlRules,
    pairRules: [],
    supersedes: {'out-of-range': ['sync-threshold-every-packet']},
  }),
  'ha.cf': lintLanguage({
    read: readHaCfFile,
    problems: ({config, placeOf}) => config.problems.map(one => coded(haCfReaderCodes, one, placeOf)),
    readerCodes: haCfReaderCodes,
    rules: haCfRules,
    pairRules: haCfPairRules,
  }),
  haresources: lintLanguage({
    read: (text, file, {nodes}) => readHaresourcesFile(text, file, nodes),
    problems: ({config}) => config.problems.map(one => coded(haresourcesReaderCodes, one)),
    readerCodes: haresourcesReaderCodes,
    rules: haresourcesRules,
    pairRules: haresourcesPairRules,
  }),
  authkeys: lintLanguage({
    read: (text, file, {mode}) => readAuthkeysFile(text, file, mode),
    problems: ({config}) => config.problems.map(one => coded(authkeysReaderCodes, one)),
    readerCodes: authkeysReaderCodes,
    rules: authkeysRules,
    pairRules: authkeysPairRules,
  }),
  director: lintLanguage({
    read: readDirectorFile,
    problems: ({problems}) => problems.map(one => coded(directorReaderCodes, {...one, code: one.severity})),
    isWhole: ({isWhole}) => isWhole,
    readerCodes: directorReaderCodes,
    rules: directorRules,
    pairRules: directorPairRules,
  }),
};
