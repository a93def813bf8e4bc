/** What commands are for. A command belongs where its name is, or else the first word of it. */
export const groups = [
  {title: 'Look', file: 'look', names: ['top', 'list', 'conns', 'why', 'metrics']},
  {title: 'Change the table', file: 'change', names: ['apply', 'diff', 'snapshot', 'journal', 'undo']},
  {title: 'Maintenance', file: 'maintenance', names: ['drain', 'undrain', 'drains', 'maintenance', 'guard']},
  {title: 'High availability', file: 'high-availability', names: ['vrrp', 'sync']},
  {title: 'Checks of real servers', file: 'checks', names: ['checks', 'genhash']},
  {title: 'The director', file: 'director', names: ['director']},
  {title: 'Configuration', file: 'configuration', names: ['config', 'lint']},
  {title: 'Diagnosis', file: 'diagnosis', names: ['doctor', 'report']},
  {title: 'Learning and shells', file: 'learning', names: ['help', 'demo', 'completion']},
] as const;

export type Group = (typeof groups)[number];

/** Undefined for a command that no group has yet. */
export function groupOf(command: string): Group | undefined {
  const first = command.split(' ')[0] as string;
  const having = (name: string) => groups.find(({names}) => (names as readonly string[]).includes(name));
  return having(command) ?? having(first);
}
