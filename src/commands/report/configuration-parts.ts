import {globSync} from 'node:fs';
import {dirname, isAbsolute, join} from 'node:path';
import {commandPart} from './command-parts.js';
import {LeftOut, type Part} from './part.js';
import {readBounded} from './read-bounded.js';

const patience = 10_000;
const mostText = 1024 * 1024;
const mostFiles = 64;

/** Where managers are configured, unless they were told otherwise. */
const places: readonly string[] = [
  '/etc/keepalived/keepalived.conf',
  '/etc/keepalived/*.conf',
  '/etc/keepalived/conf.d/*.conf',
  '/etc/default/keepalived',
  '/etc/sysconfig/keepalived',
  '/etc/ha.d/ldirectord.cf',
  '/etc/ha.d/ha.cf',
  '/etc/ha.d/haresources',
  '/etc/ha.d/authkeys',
  '/etc/ha.d/conf/*',
  '/etc/ldirectord.cf',
  '/etc/default/ldirectord',
  '/etc/lvsctl/*',
  '/etc/sysctl.conf',
  '/etc/sysctl.d/*.conf',
  '/etc/ipvsadm.rules',
  '/etc/sysconfig/ipvsadm',
  '/etc/default/ipvsadm',
  '/etc/systemd/system/{keepalived,ldirectord,lvsctl-}*/*.conf',
];

/** Which of them lint judges. */
const judged =
  /keepalived\/.*\.conf$|ldirectord\.cf$|ha\.cf$|haresources$|authkeys$|sysctl[^/]*(\/[^/]*)?\.conf$|ipvsadm(\.rules)?$/;

/**
 * A part for each configuration that is there, and one for what lint says of them.
 * @param told paths that managers were started with
 */
export function configurationParts(root: string, told: readonly string[]): readonly Part[] {
  const paths = withIncluded(
    root,
    unique([
      ...told,
      ...places.flatMap(place =>
        globSync(root + place)
          .sort()
          .map(path => path.slice(root.length)),
      ),
    ]),
  );
  const found = paths.slice(0, mostFiles).map(path => partOf(root, path));
  const toJudge = paths.filter(path => judged.test(path));
  const lint = commandPart(
    'diagnosis/lint.txt',
    ['lint', ...toJudge.map(path => root + path)],
    'what is wrong with the configurations',
  );
  return [
    ...found,
    toJudge.length > 0 ? lint : {...lint, read: () => Promise.reject(new LeftOut('no configuration was found'))},
  ];
}

function partOf(root: string, path: string): Part {
  return {
    name: `configuration${path}`,
    title: `${path}, without its secrets`,
    timeout: patience,
    async read() {
      const {text, isCut} = readBounded(root + path, mostText);
      if (text.includes('\0')) throw new LeftOut('it is no text');
      return isCut ? `(only its end: it is larger than ${mostText} bytes)\n${text}` : text;
    },
  };
}

/** Files that those include, keepalived's `include` and `include_r` and the like, and what those include. */
function withIncluded(root: string, paths: readonly string[]): readonly string[] {
  const known = [...paths];
  for (let i = 0; i < known.length && known.length <= mostFiles; i++) {
    const path = known[i] as string;
    for (const [, pattern = ''] of textOf(root + path).matchAll(/^\s*include\w*\s+["']?([^\s"']+)/gm)) {
      const whole = isAbsolute(pattern) ? pattern : join(dirname(path), pattern);
      const included = globSync(root + whole)
        .sort()
        .map(one => one.slice(root.length));
      known.push(...included.filter(one => !known.includes(one)));
    }
  }
  return known;
}

function textOf(path: string): string {
  try {
    return readBounded(path, mostText).text;
  } catch {
    return '';
  }
}

function unique(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)];
}
