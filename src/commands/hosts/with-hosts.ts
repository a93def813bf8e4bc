import {type CommandDefinition, type Kind, Usage} from '../command.js';
import {duration, flag} from '../kinds.js';

/** How what several directors say is shown: side by side, or one after the other. */
export type HostsView =
  | 'list'
  | 'conns'
  | 'vrrp'
  | 'checks'
  | 'drains'
  /** One after the other. */
  | 'each'
  /** It changes something: asked of all first, then done on all. */
  | 'deed'
  | 'dashboards';

/** Names of directors, each once. */
const hosts: Kind<readonly string[]> = {
  placeholder: 'NAME,...',
  completes: 'host',
  parse: text => {
    const names = text.split(',');
    const wrong = names.find(name => name === '' || name.startsWith('-') || /[\s\p{C}]/u.test(name));
    if (wrong !== undefined)
      throw new Usage(
        `${JSON.stringify(wrong)} is no host: name directors of the settings, groups, USER@HOST or local`,
      );
    return [...new Set(names)];
  },
};

const hostOptions = {
  host: {
    kind: hosts,
    describe:
      'on these directors, over ssh: names and groups of the settings, USER@HOST, local; see lvsctl help remote',
  },
  'host-timeout': {kind: duration, describe: 'with --host: how long each may take to answer (default 10s)'},
} as const;

const partial = {kind: flag, describe: 'with --host: on those that can, although others cannot'} as const;

/** What --host and its companions are. */
export interface HostsGiven {
  readonly host: readonly string[];
  readonly 'host-timeout': number | undefined;
  readonly partial?: true | undefined;
}

/** The command with --host. @param command a definition, whatever its options are */
export function withHosts(command: Pick<CommandDefinition, 'name'>, view: HostsView): CommandDefinition {
  const own = command as CommandDefinition;
  const more =
    view === 'dashboards' ? {host: hostOptions.host} : view === 'deed' ? {...hostOptions, partial} : hostOptions;
  const whole: CommandDefinition = {
    ...own,
    options: {...own.options, ...more},
    async run(options, words, context) {
      if (options.host === undefined) {
        const companion = ['host-timeout', 'partial'].find(name => context.given.options[name] !== undefined);
        if (companion !== undefined) throw new Usage(`--${companion} goes with --host`);
        return own.run(options, words, context);
      }
      const {runOnHosts} = await import('./on-hosts-run.js');
      return runOnHosts({command: whole, view, options: options as never}, context);
    },
  };
  return whole;
}
